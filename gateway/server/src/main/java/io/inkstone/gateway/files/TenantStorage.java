package io.inkstone.gateway.files;

import io.inkstone.gateway.settings.GatewaySettings;
import io.inkstone.gateway.state.Tables;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;

/** What tenants leave with the gateway. */
public record TenantStorage(TenantFiles files, TenantBatches batches, BatchRunner runner) implements AutoCloseable {

    /**
     * Opens it, and goes on with the batches of an earlier start.
     *
     * @param folder where the contents of files are
     */
    public static TenantStorage open(
            Vertx vertx, Tables tables, Path folder, GatewaySettings settings, LineAsker asker) {
        FileLimits limits = new FileLimits(
                settings.files().maxFiles(),
                settings.files().maxBytes(),
                settings.files().keep(),
                settings.batches().maxUnfinished(),
                settings.batches().concurrency());
        TenantFiles files = new TenantFiles(tables, folder, limits, Clock.systemUTC());
        BatchRunner runner = new BatchRunner(vertx, tables, files, asker, limits);
        TenantBatches batches = new TenantBatches(tables, files, runner, asker, limits);
        runner.start();
        return new TenantStorage(files, batches, runner);
    }

    @Override
    public void close() {
        runner.close();
    }
}
