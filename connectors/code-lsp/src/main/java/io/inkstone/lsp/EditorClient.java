package io.inkstone.lsp;

import org.eclipse.lsp4j.jsonrpc.services.JsonNotification;
import org.eclipse.lsp4j.services.LanguageClient;

/** The editor as the server calls it: the protocol's methods and one of ours. */
interface EditorClient extends LanguageClient {

    /** Tells how things stand, whenever that changes. Editors that know nothing of it ignore it. */
    @JsonNotification("inkstone/status")
    void inkstoneStatus(StatusMessage status);
}
