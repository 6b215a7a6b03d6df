package io.inkstone.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prints what the gateway adds to the time to the first byte of an answer: the same calls straight to a small server and
 * through the gateway, one at a time. Not part of the tests: {@code mvn -pl gateway/server test
 * -Dtest=GatewayOverheadBenchmark}.
 */
class GatewayOverheadBenchmark {

    private static final int ROUNDS = 5;
    private static final int CALLS = 1000;

    @TempDir
    Path dataDir;

    @Test
    void print_medians() throws Exception {
        try (RunningGateway running = new RunningGateway(dataDir)) {
            for (int round = 1; round <= ROUNDS; round++) {
                for (boolean stream : new boolean[] {true, false}) {
                    double[] straight = measure(running.upstream.uri().getPort(), "none", stream);
                    double[] through = measure(running.gateway.port(), running.adminKey, stream);
                    System.out.printf(
                            "round %d, %s: straight p50 %.2f p99 %.2f ms; through the gateway p50 %.2f p99 %.2f ms%n",
                            round,
                            stream ? "stream" : "whole",
                            percentile(straight, 50),
                            percentile(straight, 99),
                            percentile(through, 50),
                            percentile(through, 99));
                }
                running.upstream.calls.clear();
            }
        }
    }

    private static double[] measure(int port, String key, boolean stream) throws IOException {
        ObjectNode body = Json.parseObject(RunningGateway.chat("say hello there", stream));
        String json = Json.write(body.put("model", OpenAiServer.CHAT_MODEL));
        byte[] request = ("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + key
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n" + json)
                .getBytes(StandardCharsets.UTF_8);
        double[] millis = new double[CALLS];
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (int i = 0; i < CALLS; i++) {
                long start = System.nanoTime();
                out.write(request);
                out.flush();
                millis[i] = (readAnswer(in) - start) / 1e6;
            }
        }
        Arrays.sort(millis);
        return millis;
    }

    /** Reads one answer to its end and returns when the first byte of its body was there. */
    private static long readAnswer(InputStream in) throws IOException {
        int length = -1;
        for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).trim());
            }
        }
        if (length >= 0) {
            long first = in.read() < 0 ? 0 : System.nanoTime();
            in.readNBytes(length - 1);
            return first;
        }
        long first = 0;
        for (int size = Integer.parseInt(readLine(in), 16); ; size = Integer.parseInt(readLine(in), 16)) {
            first = first == 0 ? System.nanoTime() : first;
            in.readNBytes(size + 2);
            if (size == 0) {
                return first;
            }
        }
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the server closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static double percentile(double[] sorted, int percent) {
        return sorted[sorted.length * percent / 100];
    }
}
