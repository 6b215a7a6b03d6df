package io.inkstone.lsp.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the token for the gateway comes from. Whoever starts the language server hands one in. Methods may block and are
 * called on worker threads.
 */
public interface Credentials {

    /** The token to send now, renewed where it has to be; empty when nobody is signed in. */
    Optional<String> token();

    /**
     * Begins to sign the person in.
     *
     * @throws IllegalStateException when the gateway or its issuer does not offer it; the message says what to mend
     */
    SignIn begin(URI gateway);

    /** A sign-in that waits for the person. */
    interface SignIn {

        /** What the person enters. */
        String userCode();

        /** Where they enter it. */
        URI verification();

        /** How long the code holds. */
        Duration life();

        /**
         * Waits for the person, and keeps the token for {@link Credentials#token}.
         *
         * @throws IllegalStateException when they refuse or take too long
         */
        void await();
    }

    /** One token that never changes, such as an API key; signing in is not offered. */
    static Credentials of(String token) {
        return new Credentials() {
            @Override
            public Optional<String> token() {
                return token.isBlank() ? Optional.empty() : Optional.of(token.strip());
            }

            @Override
            public SignIn begin(URI gateway) {
                throw new IllegalStateException("the key comes from INKSTONE_API_KEY; expected another one there");
            }
        };
    }
}
