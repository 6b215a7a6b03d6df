package io.inkstone.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes multipart/form-data, byte by byte as the test wants it. */
final class Multipart {

    static final String TYPE = "multipart/form-data; boundary=frontier";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Multipart field(String name, String value) {
        return part("form-data; name=\"" + name + "\"", null, value.getBytes(StandardCharsets.UTF_8));
    }

    Multipart jsonField(String name, String value) {
        return part("form-data; name=\"" + name + "\"", "application/json", value.getBytes(StandardCharsets.UTF_8));
    }

    Multipart file(String name, String fileName, String type, byte[] content) {
        return part("form-data; name=\"" + name + "\"; filename=\"" + fileName + "\"", type, content);
    }

    byte[] bytes() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(bytes.toByteArray());
        whole.writeBytes("--frontier--\r\n".getBytes(StandardCharsets.UTF_8));
        return whole.toByteArray();
    }

    private Multipart part(String disposition, @org.jspecify.annotations.Nullable String type, byte[] content) {
        String head = "--frontier\r\nContent-Disposition: " + disposition + "\r\n"
                + (type == null ? "" : "Content-Type: " + type + "\r\n") + "\r\n";
        bytes.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(content);
        bytes.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        return this;
    }
}
