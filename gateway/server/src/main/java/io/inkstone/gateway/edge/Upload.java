package io.inkstone.gateway.edge;

import io.inkstone.connector.FilePart;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** An uploaded file, in memory. */
public final class Upload implements FilePart {

    /** The end is kept, for it tells the kind of file. */
    private static final int MAX_NAME = 255;

    private final String name;
    private final String mediaType;
    private final byte[] content;

    /**
     * @param statedName as the client sent it; any folder in it is dropped
     */
    public Upload(String statedName, String mediaType, Buffer content) {
        String bare = statedName.substring(Math.max(statedName.lastIndexOf('/'), statedName.lastIndexOf('\\')) + 1);
        this.name = bare.length() <= MAX_NAME ? bare : bare.substring(bare.length() - MAX_NAME);
        this.mediaType = mediaType;
        this.content = content.getBytes();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String mediaType() {
        return mediaType;
    }

    @Override
    public long sizeBytes() {
        return content.length;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(content);
    }

    /** Its content, read as UTF-8. */
    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }
}
