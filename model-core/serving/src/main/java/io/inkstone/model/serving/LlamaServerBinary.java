package io.inkstone.model.serving;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the llama.cpp server's program. */
final class LlamaServerBinary {

    private static final String NAME = "llama-server";

    private LlamaServerBinary() {}

    /**
     * The program that is configured, or else the one on the PATH.
     *
     * @throws StartFailure when there is none that can be run
     */
    static Path find(Optional<String> configured, @Nullable String searchPath) {
        if (configured.isPresent()) {
            Path path = Path.of(configured.get());
            if (!Files.isExecutable(path) || Files.isDirectory(path)) {
                throw new StartFailure("inkstone.model-core.llama-server-path is '" + path
                        + "', which is not a program that can be run; give the path of llama.cpp's llama-server");
            }
            return path.toAbsolutePath();
        }
        String separator = Pattern.quote(System.getProperty("path.separator"));
        for (String directory : (searchPath == null ? "" : searchPath).split(separator, -1)) {
            for (String name : new String[] {NAME, NAME + ".exe"}) {
                Path path = Path.of(directory, name);
                if (!directory.isEmpty() && Files.isExecutable(path) && !Files.isDirectory(path)) {
                    return path.toAbsolutePath();
                }
            }
        }
        throw new StartFailure("inkstone.model-core.engine is llama-server, but no llama-server is on the PATH;"
                + " install llama.cpp or set inkstone.model-core.llama-server-path");
    }
}
