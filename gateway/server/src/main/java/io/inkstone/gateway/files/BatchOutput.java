package io.inkstone.gateway.files;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * One of the two files that a batch writes, a line for each of its lines. What is in it after a crash counts: a torn last line
 * is cut off. Blocks; thread-safe.
 */
final class BatchOutput implements AutoCloseable {

    private final Set<String> written = new HashSet<>();
    private final FileChannel channel;

    private BatchOutput(FileChannel channel) {
        this.channel = channel;
    }

    /** Opens it; made where it is not there. */
    static BatchOutput open(FileFolder folder, String tenant, String id) throws IOException {
        Path path = folder.reopen(tenant, id);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            BatchOutput output = new BatchOutput(channel);
            output.recover(path);
            return output;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void recover(Path path) throws IOException {
        long at = 0;
        long end = 0;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            for (int next = in.read(); next >= 0; next = in.read()) {
                at++;
                if (next == '\n') {
                    end = at;
                    written.add(Json.parseObject(line.toByteArray())
                            .path("custom_id")
                            .asText());
                    line.reset();
                } else {
                    line.write(next);
                }
            }
        }
        channel.truncate(end);
        channel.position(end);
    }

    /** Which lines are in it. */
    synchronized Set<String> written() {
        return Set.copyOf(written);
    }

    synchronized int count() {
        return written.size();
    }

    synchronized long bytes() throws IOException {
        return channel.position();
    }

    synchronized void append(String customId, ObjectNode line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((Json.write(line) + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        written.add(customId);
    }

    @Override
    public synchronized void close() throws IOException {
        if (channel.isOpen()) {
            channel.force(true);
            channel.close();
        }
    }
}
