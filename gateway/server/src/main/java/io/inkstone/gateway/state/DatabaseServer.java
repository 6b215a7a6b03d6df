package io.inkstone.gateway.state;

import java.util.Objects;

/**
 * A PostgreSQL server that holds the state.
 *
 * @param url as {@code jdbc:postgresql://host:5432/inkstone}, without a password
 * @param user whose tables they are
 * @param password the user's; empty where the server asks for none
 */
public record DatabaseServer(String url, String user, String password) {

    private static final String SCHEME = "jdbc:postgresql:";

    /**
     * Checks the address.
     *
     * @throws StateException when it is none, or has a password in it
     */
    public DatabaseServer {
        Objects.requireNonNull(user);
        Objects.requireNonNull(password);
        if (!url.startsWith(SCHEME)) {
            throw new StateException("The state's url begins with '" + url.split("[/?]", 2)[0]
                    + "'; expected one as jdbc:postgresql://host:5432/inkstone in inkstone.gateway.state.url.");
        }
        if (url.matches("(?i).*[?&](ssl)?password=.*")) {
            throw new StateException("The state's url has a password in it, where logs show it; put it into"
                    + " inkstone.gateway.state.password, or the environment's INKSTONE_GATEWAY_STATE_PASSWORD.");
        }
    }

    /** The address without its parameters: what messages may show. */
    String place() {
        return url.split("\\?", 2)[0].replaceFirst("//[^/@]*@", "//");
    }

    @Override
    public String toString() {
        return "DatabaseServer[" + place() + "]";
    }
}
