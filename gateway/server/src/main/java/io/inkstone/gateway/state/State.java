package io.inkstone.gateway.state;

import java.nio.file.Path;

/** All that a gateway keeps, a store for each kind. Its stores block and are thread-safe. */
public final class State implements AutoCloseable {

    private final Database database;
    private final TenantStore tenants;
    private final KeyStore keys;
    private final AuditStore audit;
    private final PolicyStore policies;
    private final SecretStore secrets;
    private final UsageStore usage;
    private final TokenUsageStore tokenUsage;
    private final FigureStore figures;

    private State(Database database) {
        this.database = database;
        this.tenants = new TenantStore(database);
        this.keys = new KeyStore(database);
        this.audit = new AuditStore(database);
        this.policies = new PolicyStore(database);
        this.secrets = new SecretStore(database);
        this.usage = new UsageStore(database);
        this.tokenUsage = new TokenUsageStore(database, usage);
        this.figures = new FigureStore(database);
    }

    /**
     * Opens the file in a data folder under its lock, made where there is none, and brings its tables up to date.
     *
     * @throws StateException when another process has it open, it cannot be written, or a newer version wrote it
     */
    public static State open(Path dataDir) {
        return new State(Database.file(dataDir.resolve("state")));
    }

    /**
     * Connects to a server, which others may use at the same time, and brings its tables up to date.
     *
     * @throws StateException when it cannot be used, or a newer version wrote the tables
     */
    public static State connect(DatabaseServer server) {
        return new State(Database.server(server));
    }

    /** The tenants. */
    public TenantStore tenants() {
        return tenants;
    }

    /** The API keys. */
    public KeyStore keys() {
        return keys;
    }

    /** The audit records. */
    public AuditStore audit() {
        return audit;
    }

    /** The tenants' policies. */
    public PolicyStore policies() {
        return policies;
    }

    /** The system's own secrets. */
    public SecretStore secrets() {
        return secrets;
    }

    /** What was used. */
    public UsageStore usage() {
        return usage;
    }

    /** What accounts may have used of the limits of their days and months. */
    public TokenUsageStore tokenUsage() {
        return tokenUsage;
    }

    /** What connectors count. */
    public FigureStore figures() {
        return figures;
    }

    /** Connections for tables that are somebody else's: what tenants leave with the gateway. */
    public Tables tables() {
        return database::with;
    }

    /** Grows with each change of tenants, keys and policies, whoever made it. */
    public long version() {
        return database.version();
    }

    /** Whether other processes may change it. */
    public boolean isShared() {
        return database.isShared();
    }

    /**
     * Takes it for a gateway, until it is closed: for this one alone, or beside others that take it so too. What a command does
     * needs no claim.
     *
     * @throws StateException when another gateway has it
     */
    public GatewayClaim claim(boolean withReplicas) {
        return database.claim(withReplicas);
    }

    /**
     * Copies a file that is in use, as it is at one moment, into a zip beside it, which the caller deletes.
     *
     * @throws StateException when it is no file, or there is no room
     */
    public Path backUp() {
        return database.backUp();
    }

    @Override
    public void close() {
        database.close();
    }
}
