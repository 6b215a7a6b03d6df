package io.inkstone.gateway.state;

import java.sql.Connection;
import java.sql.SQLException;

/** The tables of the gateway's state. Blocks; thread-safe. */
public interface Tables {

    /** Statements on one connection. */
    @FunctionalInterface
    interface Work<T> {
        /** Runs them. */
        T on(Connection connection) throws SQLException;
    }

    /**
     * Runs statements, each of which commits by itself.
     *
     * @throws IllegalStateException when the database fails
     */
    <T> T with(Work<T> work);
}
