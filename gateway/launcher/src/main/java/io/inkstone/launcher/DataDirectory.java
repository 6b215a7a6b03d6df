package io.inkstone.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** What one Inkstone keeps on disk, and which process has it. One process at a time holds the directory. */
final class DataDirectory {

    private final Path dir;

    DataDirectory(Path dir) {
        this.dir = dir.toAbsolutePath().normalize();
    }

    Path path() {
        return dir;
    }

    /** The process that serves from here and its port. */
    record Run(int port, long pid) {}

    /** Who serves from here, while that process lives. */
    Optional<Run> running() {
        try {
            JsonNode json = Json.MAPPER.readTree(Files.readAllBytes(runFile()));
            Run run = new Run(json.path("port").asInt(), json.path("pid").asLong());
            boolean lives =
                    ProcessHandle.of(run.pid()).map(ProcessHandle::isAlive).orElse(false);
            return lives && run.port() > 0 ? Optional.of(run) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The administrator's key, where the gateway has written one. */
    Optional<String> adminKey() {
        try {
            return Optional.of(Files.readString(dir.resolve("admin.key")).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Takes the directory for this process, making it where it is missing.
     *
     * @throws LaunchException when another process has it, or it cannot be written
     */
    Hold hold() {
        FileChannel channel;
        try {
            Files.createDirectories(dir);
            channel = FileChannel.open(dir.resolve("run.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new LaunchException(
                    "cannot write the data directory " + dir + " ("
                            + e.getClass().getSimpleName()
                            + "); expected one that this user may write: choose it with --data DIR",
                    e);
        }
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new Hold(channel);
            }
        } catch (OverlappingFileLockException e) {
            // This very process has it, which is the same to the caller.
        } catch (IOException e) {
            throw new LaunchException("cannot lock " + dir.resolve("run.lock") + ": " + e.getMessage(), e);
        }
        close(channel);
        String who = running()
                .map(run -> "process " + run.pid() + " on port " + run.port())
                .orElse("another process");
        throw new LaunchException("the data directory " + dir + " is in use by " + who
                + "; end that one, or choose another directory with --data DIR");
    }

    /** The directory, taken. */
    final class Hold implements AutoCloseable {

        private final FileChannel channel;

        private Hold(FileChannel channel) {
            this.channel = channel;
        }

        /** Tells other commands where to ask. */
        void announce(int port) {
            ObjectNode json = Json.MAPPER.createObjectNode();
            json.put("port", port).put("pid", ProcessHandle.current().pid());
            Path half = dir.resolve("run.json.new");
            try {
                Files.writeString(half, Json.write(json) + "\n");
                Files.move(half, runFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new LaunchException("cannot write " + runFile() + ": " + e.getMessage(), e);
            }
        }

        @Override
        public void close() {
            try {
                Files.deleteIfExists(runFile());
            } catch (IOException e) {
                // Whoever reads it asks whether the process lives.
            }
            DataDirectory.close(channel);
        }
    }

    private Path runFile() {
        return dir.resolve("run.json");
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock goes with the process at the latest.
        }
    }
}
