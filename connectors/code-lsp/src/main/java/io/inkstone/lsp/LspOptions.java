package io.inkstone.lsp;

import io.inkstone.lsp.gateway.Credentials;
import java.net.URI;

/**
 * How the language server is started.
 *
 * @param gateway where the gateway is, unless the editor's settings say otherwise
 * @param credentials where its token comes from
 */
public record LspOptions(URI gateway, Credentials credentials) {}
