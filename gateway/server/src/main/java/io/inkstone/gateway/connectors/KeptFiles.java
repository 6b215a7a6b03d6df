package io.inkstone.gateway.connectors;

import io.inkstone.connector.FilePart;
import io.inkstone.gateway.files.StoredFile;
import io.inkstone.gateway.files.TenantFiles;
import io.inkstone.orchestration.Caller;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What was uploaded to {@code /v1/files}, for operations. */
record KeptFiles(Vertx vertx, TenantFiles files) implements StoredFiles {

    @Override
    public Future<FilePart> read(Caller caller, String fileId) {
        return vertx.executeBlocking(
                () -> {
                    StoredFile file = files.get(caller.tenant(), fileId);
                    return new Kept(file.filename(), file.bytes(), files.content(file));
                },
                false);
    }

    /** Its media type was not kept; operations look at names and contents. */
    private record Kept(String name, long sizeBytes, Path content) implements FilePart {

        @Override
        public String mediaType() {
            return "application/octet-stream";
        }

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(content);
        }
    }
}
