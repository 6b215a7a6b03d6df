package io.inkstone.gateway.state;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jspecify.annotations.Nullable;

/** The database under the stores: an H2 file under a lock, or PostgreSQL, with its tables up to date. Blocks; thread-safe. */
final class Database implements AutoCloseable {

    private static final String MIGRATIONS = "classpath:io/inkstone/gateway/migrations";
    private static final int H2_CONNECTIONS = 4;
    private static final int POSTGRESQL_CONNECTIONS = 8;
    private static final long CONNECT_MILLIS = 10_000;
    /** More than there are connections, each of which may have been lost. */
    private static final int TRIES = POSTGRESQL_CONNECTIONS + 2;

    /**
     * Nothing was written, and another try may do: another process added the same row, or waited for what this one held, or the
     * server ended the connection.
     */
    private static final Set<String> TRY_AGAIN = Set.of("23505", "40P01", "40001", "57P01");

    /** So that both databases take the day of a moment alike. */
    private static final String IN_UTC = "SET TIME ZONE 'UTC'";

    private final HikariDataSource source;
    private final Jdbi jdbi;
    private final @Nullable DatabaseServer server;
    private final @Nullable Path folder;
    private final @Nullable FileChannel lock;

    private Database(HikariDataSource source, Path folder, FileChannel lock) {
        this.source = source;
        this.jdbi = configured(Jdbi.create(source));
        this.server = null;
        this.folder = folder;
        this.lock = lock;
    }

    private Database(HikariDataSource source, DatabaseServer server) {
        this.source = source;
        this.jdbi = configured(Jdbi.create(source));
        this.server = server;
        this.folder = null;
        this.lock = null;
    }

    /**
     * Opens a folder's file under its lock, made where there is none.
     *
     * @throws StateException when another process has it open, it cannot be written, or it is of a newer version
     */
    static Database file(Path folder) {
        String url = "jdbc:h2:file:" + folder.resolve("inkstone").toAbsolutePath()
                + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;WRITE_DELAY=100;LOCK_TIMEOUT=10000";
        FileChannel lock;
        try {
            Files.createDirectories(folder);
            lock = lock(folder);
        } catch (IOException e) {
            throw new StateException(
                    "The folder " + folder + " cannot be made (" + e.getMessage() + "); choose another --data DIR.", e);
        }
        try {
            HikariConfig pool = pool(url, "sa", "", H2_CONNECTIONS);
            pool.setMaxLifetime(0); // the file would be closed with the last connection
            return migrated(new Database(new HikariDataSource(pool), folder, lock), folder.toString());
        } catch (SQLException e) {
            close(lock);
            throw new StateException(
                    "The state in " + folder + " cannot be opened (" + firstLine(e)
                            + "); check the disk's space and the folder's rights.",
                    e);
        } catch (StateException e) {
            close(lock);
            throw e;
        }
    }

    /**
     * Connects to PostgreSQL.
     *
     * @throws StateException when it does not answer or let the user in, or its tables are of a newer version
     */
    static Database server(DatabaseServer server) {
        try {
            HikariConfig pool = pool(server.url(), server.user(), server.password(), POSTGRESQL_CONNECTIONS);
            return migrated(new Database(new HikariDataSource(pool), server), server.place());
        } catch (SQLException e) {
            throw new StateException(
                    "The state at " + server.place() + " cannot be opened as user '" + server.user() + "' ("
                            + firstLine(e) + "); check inkstone.gateway.state.url, user and password.",
                    e);
        }
    }

    /** One connection is tried first: the pool would log its failure and hide the cause. */
    @SuppressWarnings("try") // the connection is opened, not used
    private static HikariConfig pool(String url, String user, String password, int connections) throws SQLException {
        DriverManager.setLoginTimeout((int) (CONNECT_MILLIS / 1000));
        try (Connection tried = DriverManager.getConnection(url, user, password)) {
            HikariConfig pool = new HikariConfig();
            pool.setPoolName("inkstone-state");
            pool.setJdbcUrl(url);
            pool.setUsername(user);
            pool.setPassword(password);
            pool.setMaximumPoolSize(connections);
            pool.setConnectionTimeout(CONNECT_MILLIS);
            pool.setConnectionInitSql(IN_UTC);
            return pool;
        }
    }

    /** A lock of our own, since H2 lets one process open a file twice. */
    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("inkstone.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this process: the same answer.
        }
        channel.close();
        throw new StateException("The state in " + folder
                + " is open in another process; stop the gateway that runs on it, or choose another --data DIR.");
    }

    private static Database migrated(Database database, String place) {
        try {
            Flyway flyway = Flyway.configure(Database.class.getClassLoader())
                    .dataSource(database.source)
                    .locations(MIGRATIONS)
                    .load();
            refuseNewer(flyway, place);
            flyway.migrate();
            return database;
        } catch (FlywayException e) {
            database.close();
            throw new StateException("The state in " + place + " does not fit this version: " + firstLine(e), e);
        } catch (StateException e) {
            database.close();
            throw e;
        }
    }

    /** Flyway by itself would go on with tables that it does not know. */
    private static void refuseNewer(Flyway flyway, String place) {
        MigrationInfo[] all = flyway.info().all();
        for (MigrationInfo migration : all) {
            if (migration.getState() == MigrationState.FUTURE_SUCCESS
                    || migration.getState() == MigrationState.FUTURE_FAILED) {
                throw new StateException(
                        "The state in " + place + " was written by a newer version (its tables have version "
                                + migration.getVersion() + "); start that version, or restore a backup of this one.");
            }
        }
    }

    private static Jdbi configured(Jdbi jdbi) {
        // Its messages would quote what was written.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        jdbi.registerArgument(new InstantArguments());
        jdbi.registerColumnMapper(Instant.class, (row, column, context) -> {
            OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
            return time == null ? null : time.toInstant();
        });
        return jdbi;
    }

    private static final class InstantArguments extends AbstractArgumentFactory<Instant> {

        InstantArguments() {
            super(Types.TIMESTAMP_WITH_TIMEZONE);
        }

        @Override
        protected Argument build(Instant value, ConfigRegistry config) {
            return (position, statement, context) -> statement.setObject(position, value.atOffset(ZoneOffset.UTC));
        }
    }

    /** Reads on one connection. */
    <T> T read(Function<Handle, T> work) {
        return repeated(() -> jdbi.withHandle(work::apply));
    }

    /** Runs statements, each of which commits by itself. */
    <T> T with(Tables.Work<T> work) {
        return read(handle -> {
            try {
                return work.on(handle.getConnection());
            } catch (SQLException e) {
                throw new IllegalStateException("the state cannot be read or written", e);
            }
        });
    }

    /** Writes all or nothing. */
    void write(Consumer<Handle> work) {
        repeated(() -> {
            jdbi.useTransaction(work::accept);
            return true;
        });
    }

    private static <T> T repeated(Supplier<T> work) {
        for (int left = TRIES - 1; ; left--) {
            try {
                return work.get();
            } catch (JdbiException e) {
                if (left == 0
                        || !(e.getCause() instanceof SQLException cause)
                        || !TRY_AGAIN.contains(String.valueOf(cause.getSQLState()))) {
                    throw e;
                }
            }
        }
    }

    /** Changes tenants, keys or policies: other processes notice, and what is answered is on the disk before. */
    void change(Consumer<Handle> work) {
        write(handle -> {
            work.accept(handle);
            handle.execute("UPDATE changes SET version = version + 1 WHERE id = 1");
        });
        sync();
    }

    /** Returns when what was written outlives the process. The delay of writing is for audit records: a key that was revoked stays so. */
    void sync() {
        if (!isShared()) {
            jdbi.useHandle(handle -> handle.execute("CHECKPOINT SYNC"));
        }
    }

    long version() {
        return read(handle -> handle.createQuery("SELECT version FROM changes WHERE id = 1")
                .mapTo(Long.class)
                .one());
    }

    boolean isShared() {
        return server != null;
    }

    GatewayClaim claim(boolean withReplicas) {
        DatabaseServer shared = server;
        return shared == null ? GatewayClaim.ofFile() : GatewayClaim.on(shared, withReplicas);
    }

    Path backUp() {
        Path beside = folder;
        if (beside == null) {
            throw new StateException(
                    "The state is in PostgreSQL, which has its own: pg_dump, or a copy of the cluster.");
        }
        try {
            Path zip = Files.createTempFile(beside, "backup-", ".zip");
            jdbi.useHandle(handle -> handle.createUpdate("BACKUP TO :zip")
                    .bind("zip", zip.toAbsolutePath().toString())
                    .execute());
            return zip;
        } catch (IOException | JdbiException e) {
            throw new StateException("The state cannot be copied in " + beside + "; check the disk's space.", e);
        }
    }

    @Override
    public void close() {
        // H2 closes the file with its last connection, which is before the lock is let go.
        source.close();
        FileChannel held = lock;
        if (held != null) {
            close(held);
        }
    }

    private static void close(FileChannel lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new IllegalStateException("the state's lock cannot be released", e);
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
