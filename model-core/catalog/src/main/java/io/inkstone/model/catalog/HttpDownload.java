package io.inkstone.model.catalog;

import io.inkstone.model.catalog.ProgressListener.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file at an address, asked for from where the last attempt ended. */
final class HttpDownload implements Download {

    private static final int CONNECT_TIMEOUT_MILLIS = 15_000;
    private static final int READ_TIMEOUT_MILLIS = 60_000;
    private static final int ATTEMPTS = 4;

    private final URI url;
    private final long sizeBytes;
    private final Path data;

    HttpDownload(URI url, long sizeBytes, Path partDir) {
        this.url = url;
        this.sizeBytes = sizeBytes;
        this.data = partDir.resolve("http.data");
    }

    @Override
    public String where() {
        return url.getHost();
    }

    @Override
    public Path data() {
        return data;
    }

    @Override
    public long extraBytes() {
        return 0;
    }

    @Override
    public void run(ProgressListener progress) throws SourceException, IOException {
        SourceException last = new SourceException("nothing was tried");
        long before = -1;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long have = Files.exists(data) ? Files.size(data) : 0;
            if (have == sizeBytes) {
                return;
            }
            if (have == before) {
                break;
            }
            before = have;
            try {
                transfer(have, progress);
            } catch (SourceException e) {
                last = e;
            }
        }
        if (!Files.exists(data) || Files.size(data) != sizeBytes) {
            throw last;
        }
    }

    private void transfer(long have, ProgressListener progress) throws SourceException, IOException {
        HttpURLConnection connection = null;
        try {
            connection = open(have);
            long from = startOf(connection, have);
            long length = connection.getContentLengthLong();
            if (length >= 0 && from + length != sizeBytes) {
                throw new SourceException("its file has " + (from + length) + " bytes, expected " + sizeBytes);
            }
            try (InputStream in = body(connection)) {
                copy(in, from, progress);
            }
        } catch (NetworkException e) {
            throw new SourceException(e.reason(), e);
        } finally {
            if (connection != null) {
                connection.disconnect();
            }
        }
    }

    private HttpURLConnection open(long have) throws SourceException {
        try {
            URLConnection opened = url.toURL().openConnection();
            if (!(opened instanceof HttpURLConnection connection)) {
                throw new SourceException("not an http address");
            }
            connection.setConnectTimeout(CONNECT_TIMEOUT_MILLIS);
            connection.setReadTimeout(READ_TIMEOUT_MILLIS);
            connection.setRequestProperty("Accept-Encoding", "identity");
            if (have > 0) {
                connection.setRequestProperty("Range", "bytes=" + have + "-");
            }
            connection.connect();
            return connection;
        } catch (IOException e) {
            throw new SourceException(new NetworkException(e).reason(), e);
        }
    }

    private static long startOf(HttpURLConnection connection, long have) throws SourceException, NetworkException {
        try {
            int status = connection.getResponseCode();
            if (status == HttpURLConnection.HTTP_OK) {
                return 0;
            }
            String range = connection.getHeaderField("Content-Range");
            if (status == HttpURLConnection.HTTP_PARTIAL && range != null && range.startsWith("bytes " + have + "-")) {
                return have;
            }
            throw new SourceException("answered with HTTP " + status);
        } catch (IOException e) {
            throw new NetworkException(e);
        }
    }

    private static InputStream body(HttpURLConnection connection) throws NetworkException {
        try {
            return connection.getInputStream();
        } catch (IOException e) {
            throw new NetworkException(e);
        }
    }

    private void copy(InputStream in, long from, ProgressListener progress) throws IOException {
        StandardOpenOption mode = from == 0 ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND;
        long done = from;
        byte[] buffer = new byte[1 << 16];
        try (OutputStream out =
                Files.newOutputStream(data, StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode)) {
            for (int n = read(in, buffer); n >= 0; n = read(in, buffer)) {
                if (done + n > sizeBytes) {
                    throw new NetworkException(new IOException("sent more than " + sizeBytes + " bytes"));
                }
                out.write(buffer, 0, n);
                done += n;
                progress.onProgress(Stage.DOWNLOADING, done, sizeBytes);
            }
        }
        if (done < sizeBytes) {
            throw new NetworkException(new IOException("the connection ended after " + done + " bytes"));
        }
    }

    private static int read(InputStream in, byte[] buffer) throws NetworkException {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw new NetworkException(e);
        }
    }

    /** A fault of the network, to be told from one of the disk. */
    private static final class NetworkException extends IOException {
        private static final long serialVersionUID = 1L;

        NetworkException(IOException cause) {
            super(cause);
        }

        String reason() {
            Throwable cause = getCause();
            String message = cause == null || cause.getMessage() == null ? "" : cause.getMessage();
            if (cause instanceof java.net.UnknownHostException) {
                return "the host is not known";
            }
            return message.isEmpty() ? String.valueOf(cause) : message;
        }
    }
}
