/**
 * Who sends a request: API keys as the gateway keeps them, and access tokens of OpenID Connect issuers. A token is verified on
 * this machine, with keys that are fetched in the background; the only question that is asked elsewhere for a request is the
 * opt-in one for a resource's permission. {@link io.inkstone.gateway.identity.Callers} is the way in. Types of the JOSE library
 * stay in here.
 */
@NullMarked
package io.inkstone.gateway.identity;

import org.jspecify.annotations.NullMarked;
