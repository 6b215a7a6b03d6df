package io.inkstone.connector;

import java.io.IOException;
import java.io.InputStream;

/** An uploaded file, within the host's size limit; readable until the operation returns. Treat its content as hostile. */
public interface FilePart {

    /** The name that the caller gave it, without any folder. */
    String name();

    /** The media type that the caller stated, e.g. {@code text/csv}; not to be trusted. */
    String mediaType();

    /** Its length. */
    long sizeBytes();

    /**
     * Opens it for reading; may be called several times.
     *
     * @throws IOException when the host cannot read it
     */
    InputStream open() throws IOException;
}
