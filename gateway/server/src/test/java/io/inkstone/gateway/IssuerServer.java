package io.inkstone.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A small issuer: discovery document, key set, and a token endpoint that decides on permissions. Counts what it is asked. */
final class IssuerServer implements AutoCloseable {

    final AtomicInteger discoveries = new AtomicInteger();
    final AtomicInteger keyFetches = new AtomicInteger();
    final ConcurrentLinkedQueue<String> permissionsAsked = new ConcurrentLinkedQueue<>();
    final LinkedBlockingQueue<String> asked = new LinkedBlockingQueue<>();

    /** What is signed with; the first key. */
    volatile List<JWK> keys;

    /** Answers nothing but 503. */
    volatile boolean down;

    /** Whom the discovery document names; null for the truth. */
    volatile @Nullable String claimedIssuer;

    /** Holds the token endpoint's answers back. */
    volatile CountDownLatch permissionsMayAnswer = new CountDownLatch(0);

    /** What the token endpoint answers, by the form that was sent. */
    volatile UnaryOperator<String> decision = form -> "200 {\"result\":true}";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    IssuerServer(JWK... keys) throws IOException {
        this.keys = List.of(keys);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/realm/.well-known/openid-configuration", exchange -> {
            discoveries.incrementAndGet();
            String claimed = claimedIssuer;
            answer(
                    exchange,
                    "200 {\"issuer\":\"" + (claimed == null ? issuer() : claimed) + "\",\"jwks_uri\":\"" + issuer()
                            + "/keys\",\"token_endpoint\":\"" + issuer() + "/token\"}");
        });
        server.createContext("/realm/keys", exchange -> {
            keyFetches.incrementAndGet();
            answer(exchange, "200 " + new JWKSet(this.keys).toString(true));
        });
        server.createContext("/realm/token", exchange -> {
            String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            permissionsAsked.add(form);
            asked.add(form);
            try {
                permissionsMayAnswer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            answer(exchange, decision.apply(form));
        });
        server.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/realm";
    }

    /** Claims of a good token for the tenant {@code acme}. */
    JWTClaimsSet.Builder claims() {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience("inkstone")
                .subject("u-1")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("azp", "office")
                .claim("upn", "mia@example.org")
                .claim("typ", "Bearer")
                .claim("tenant", "acme");
    }

    /** A good token. */
    String token() throws JOSEException {
        return token(claims().build());
    }

    String token(JWTClaimsSet claims) throws JOSEException {
        JWK key = keys.get(0);
        return token(claims, key, new JWSHeader.Builder(algorithm(key)).keyID(key.getKeyID()));
    }

    static String token(JWTClaimsSet claims, JWK key, JWSHeader.Builder header) throws JOSEException {
        JWSHeader built = header.build();
        JWSSigner signer = new DefaultJWSSignerFactory().createJWSSigner(key, built.getAlgorithm());
        SignedJWT jwt = new SignedJWT(
                built.getType() == null ? header.type(JOSEObjectType.JWT).build() : built, claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    static JWSAlgorithm algorithm(JWK key) {
        return key.getKeyType().equals(KeyType.RSA) ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256;
    }

    private void answer(HttpExchange exchange, String statusAndBody) throws IOException {
        String reply = down ? "503 {}" : statusAndBody;
        byte[] body = reply.substring(4).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("content-type", "application/json");
        exchange.sendResponseHeaders(Integer.parseInt(reply.substring(0, 3)), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        permissionsMayAnswer.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
