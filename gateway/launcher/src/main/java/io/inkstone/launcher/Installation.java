package io.inkstone.launcher;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where this program's folder is. */
final class Installation {

    private Installation() {}

    /** The folder of the sample files. */
    static Path samples() {
        String root = System.getProperty("inkstone.root");
        Path samples = Path.of(root == null ? "." : root, "examples", "samples");
        if (!Files.isDirectory(samples)) {
            throw new LaunchException(
                    "there is no " + samples + "; expected to be started as ./inkstone in Inkstone's own folder");
        }
        return samples;
    }
}
