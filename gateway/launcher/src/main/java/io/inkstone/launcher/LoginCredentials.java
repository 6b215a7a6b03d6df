package io.inkstone.launcher;

import io.inkstone.lsp.gateway.Credentials;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The login that {@code ./inkstone login} keeps, for the language server. */
final class LoginCredentials implements Credentials {

    private static final String CLIENT = "inkstone-cli";
    private static final String SCOPE = "openid";

    private final SavedLogin saved;
    private final Clock clock;

    LoginCredentials(DataDirectory directory, Clock clock) {
        this.saved = new SavedLogin(directory, clock);
        this.clock = clock;
    }

    @Override
    public Optional<String> token() {
        if (!Files.exists(saved.file())) {
            return Optional.empty();
        }
        try {
            return Optional.of(saved.accessToken());
        } catch (LaunchException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public SignIn begin(URI gateway) {
        try {
            OAuthServer server = OAuthServer.discover(OAuthServer.issuerOf(gateway.toString()));
            DeviceLogin login = new DeviceLogin(server, CLIENT, clock, LoginCommand::pause);
            return new Waiting(server, login, login.begin(SCOPE));
        } catch (LaunchException | IllegalArgumentException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private final class Waiting implements SignIn {

        private final OAuthServer server;
        private final DeviceLogin login;
        private final DeviceLogin.Code code;
        private final URI verification;

        private Waiting(OAuthServer server, DeviceLogin login, DeviceLogin.Code code) {
            this.server = server;
            this.login = login;
            this.code = code;
            this.verification = URI.create(code.verification());
        }

        @Override
        public String userCode() {
            return code.userCode();
        }

        @Override
        public URI verification() {
            return verification;
        }

        @Override
        public Duration life() {
            return code.life();
        }

        @Override
        public void await() {
            try {
                saved.save(server.issuer(), CLIENT, login.await(code));
            } catch (LaunchException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        }
    }
}
