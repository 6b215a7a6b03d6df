package io.inkstone.gateway.connectors;

import io.inkstone.connector.FilePart;
import io.inkstone.orchestration.Caller;
import io.vertx.core.Future;

/** The files that tenants have left with the gateway. Thread-safe. */
interface StoredFiles {

    /**
     * A file of the caller's own tenant.
     *
     * @return fails with 404 {@code file_not_found}, also for a file of another tenant
     */
    Future<FilePart> read(Caller caller, String fileId);
}
