package io.inkstone.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A llama.cpp server behind a script that notes, in a file that only this user can read, the port and the key with which
 * model-core starts it, so that it can be asked past model-core.
 */
record LlamaServer(Path program, Path notes) {

    private static final String PACKAGE = "xllamacpp";
    private static final String RUNNER =
            "model-core/serving/src/test/resources/io/inkstone/model/serving/llama-server.py";

    /**
     * Writes the script.
     *
     * @param given a llama-server; else the Python package xllamacpp where the tests have put it
     */
    static LlamaServer in(Path dir, Optional<Path> given) throws IOException {
        Path notes = dir.resolve("llama-server.started");
        Path program = dir.resolve("llama-server");
        Files.writeString(
                program,
                "#!/bin/sh\numask 077\nprintf '%s\\n' \"$LLAMA_API_KEY\" \"$@\" > '" + notes + "'\nexec "
                        + (given.isPresent() ? "'" + given.get().toAbsolutePath() + "'" : packaged()) + " \"$@\"\n");
        if (!program.toFile().setExecutable(true)) {
            throw new BenchException("cannot make " + program + " executable; expected a TMPDIR that allows it");
        }
        return new LlamaServer(program, notes);
    }

    private static String packaged() throws IOException {
        Path runner = Path.of(RUNNER).toAbsolutePath();
        if (!Files.isReadable(runner)) {
            throw new BenchException("there is no " + runner + "; expected to be run in Inkstone's own folder");
        }
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "inkstone");
        if (Files.isDirectory(cache)) {
            try (var found = Files.newDirectoryStream(cache, PACKAGE + "-*")) {
                for (Path library : found) {
                    return "env PYTHONPATH='" + library + "' python3 '" + runner + "'";
                }
            }
        }
        throw new BenchException("found no llama.cpp server; expected --llama-server PATH, or the Python package "
                + PACKAGE + " where the tests of model-core/serving put it: " + cache);
    }

    /** The server itself, once model-core has started it. */
    Target target() throws IOException {
        List<String> lines = Files.readAllLines(notes);
        int port = Integer.parseInt(lines.get(lines.indexOf("--port") + 1));
        return new Target("engine", port, lines.get(0));
    }
}
