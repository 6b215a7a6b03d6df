package io.inkstone.gateway.state;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A gateway's claim on a state: on a server a lock that the database holds for as long as a connection stays, so that two
 * gateways that do not know of each other cannot count the same tenants each by itself. Blocks; used by one thread at a time.
 */
public final class GatewayClaim implements AutoCloseable {

    /** Any number, the same in every gateway. */
    private static final long LOCK = 0x496E6B73746F6E65L;

    private static final int ALIVE_SECONDS = 2;

    private final @Nullable DatabaseServer server;
    private final boolean withReplicas;
    private @Nullable Connection connection;

    private GatewayClaim(@Nullable DatabaseServer server, boolean withReplicas) {
        this.server = server;
        this.withReplicas = withReplicas;
    }

    /** The file's own lock is the claim. */
    static GatewayClaim ofFile() {
        return new GatewayClaim(null, false);
    }

    static GatewayClaim on(DatabaseServer server, boolean withReplicas) {
        GatewayClaim claim = new GatewayClaim(server, withReplicas);
        claim.renew();
        return claim;
    }

    /**
     * Takes it again where the connection was lost.
     *
     * @throws StateException when the server does not answer, or another gateway has the state meanwhile
     */
    public void renew() {
        DatabaseServer shared = server;
        if (shared == null) {
            return;
        }
        try {
            Connection held = connection;
            if (held != null && held.isValid(ALIVE_SECONDS)) {
                return;
            }
            close();
            connection = taken(shared);
        } catch (SQLException e) {
            throw new StateException("The state at " + shared.place() + " does not answer.", e);
        }
    }

    private Connection taken(DatabaseServer shared) throws SQLException {
        Connection opened = DriverManager.getConnection(shared.url(), shared.user(), shared.password());
        String function = withReplicas ? "pg_try_advisory_lock_shared" : "pg_try_advisory_lock";
        try (Statement statement = opened.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + function + "(" + LOCK + ")")) {
            row.next();
            if (row.getBoolean(1)) {
                return opened;
            }
        } catch (SQLException e) {
            opened.close();
            throw e;
        }
        opened.close();
        throw new StateException("Another gateway works on the state at " + shared.place()
                + "; stop it, or set inkstone.gateway.replicas: true for each of them, with the counters of"
                + " inkstone.gateway.quotas.redis.url.");
    }

    @Override
    public void close() {
        Connection held = connection;
        connection = null;
        if (held != null) {
            try {
                held.close();
            } catch (SQLException e) {
                // It was lost already, and the claim with it.
            }
        }
    }
}
