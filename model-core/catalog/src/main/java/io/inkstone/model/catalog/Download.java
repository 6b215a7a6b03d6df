package io.inkstone.model.catalog;

import java.io.IOException;
import java.nio.file.Path;

/** One way of getting a file's bytes; keeps what has arrived, so that the next run goes on from there. */
interface Download {

    /** For people: where the bytes come from. */
    String where();

    /** Where the bytes are gathered, inside the part directory. */
    Path data();

    /**
     * Gets what is missing.
     *
     * @throws SourceException when this source cannot give it
     * @throws IOException when the disk is at fault
     */
    void run(ProgressListener progress) throws SourceException, IOException, InterruptedException;

    /** Free bytes needed beside those of the file itself. */
    long extraBytes();
}
