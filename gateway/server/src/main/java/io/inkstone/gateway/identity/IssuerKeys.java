package io.inkstone.gateway.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An issuer's public keys, fetched in the background: at the start, again and again until that succeeds, and then from time
 * to time. A token with an unknown key can bring the next fetch forward, at most once in an interval, however many there
 * are; no other token causes a call. Thread-safe; never blocks.
 */
final class IssuerKeys {

    /** After this long without an answer of the issuer, its keys are not trusted any more: one of them may be revoked. */
    private static final long MAX_AGE_NANOS = TimeUnit.DAYS.toNanos(1);

    private static final int MAX_KEYS = 100;
    private static final long FIRST_RETRY_MILLIS = 1000;
    private static final long LONGEST_RETRY_MILLIS = 30_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);

    /**
     * What was fetched last.
     *
     * @param version grows with each change of the keys
     */
    record Held(List<SigningKey> keys, long version, long fetchedNanos) {

        /** The key of a token's header; without a {@code kid} the only one that there is. */
        Optional<SigningKey> find(@Nullable String id) {
            if (id == null) {
                return keys.size() == 1 ? Optional.of(keys.get(0)) : Optional.empty();
            }
            return keys.stream().filter(key -> id.equals(key.id())).findFirst();
        }
    }

    private final Vertx vertx;
    private final String issuer;
    private final OidcSettings settings;
    private final IssuerHttp http;
    private final Object lock = new Object();
    private volatile @Nullable Held held;
    private volatile @Nullable IssuerMetadata metadata;
    private @Nullable Future<Held> fetching;
    private long startedNanos;
    private @Nullable String keysAsWritten;
    private long retryMillis = FIRST_RETRY_MILLIS;
    private volatile long nextFetchNanos = System.nanoTime();
    private volatile boolean failing;

    IssuerKeys(Vertx vertx, String issuer, OidcSettings settings, IssuerHttp http) {
        this.vertx = vertx;
        this.issuer = issuer;
        this.settings = settings;
        this.http = http;
    }

    /** Begins to fetch. */
    void start() {
        fetch().onComplete(done -> {
            long waitMillis = done.succeeded() ? settings.keysRefresh().toMillis() : nextRetryMillis();
            nextFetchNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
            vertx.setTimer(Math.max(1, waitMillis), fired -> start());
        });
    }

    /** The keys; empty before the first fetch has succeeded, or when they are too old. */
    Optional<Held> held() {
        return Optional.ofNullable(held).filter(now -> System.nanoTime() - now.fetchedNanos() < MAX_AGE_NANOS);
    }

    /** Where the issuer is asked for permissions; empty before the first fetch has succeeded. */
    Optional<IssuerMetadata> metadata() {
        return Optional.ofNullable(metadata);
    }

    /** When it makes sense to ask again, while there are no keys. */
    int retryAfterSeconds() {
        return (int) Math.max(1, TimeUnit.NANOSECONDS.toSeconds(nextFetchNanos - System.nanoTime()) + 1);
    }

    /** Keys that are newer than those in which a token's was not found; empty when they were fetched only just. */
    Optional<Future<Held>> newer() {
        synchronized (lock) {
            boolean allowed = System.nanoTime() - startedNanos
                    >= settings.keysRefreshInterval().toNanos();
            Future<Held> running = fetching;
            return running != null ? Optional.of(running) : allowed ? Optional.of(fetch()) : Optional.empty();
        }
    }

    private Future<Held> fetch() {
        Promise<Held> promise = Promise.promise();
        synchronized (lock) {
            Future<Held> running = fetching;
            if (running != null) {
                return running;
            }
            fetching = promise.future();
            startedNanos = System.nanoTime();
        }
        IssuerMetadata known = metadata;
        Future<IssuerMetadata> where = known == null || failing
                ? IssuerMetadata.of(issuer, settings, http, TIMEOUT)
                : Future.succeededFuture(known);
        where.compose(found -> http.get(found.keys(), TIMEOUT).map(set -> take(found, set.path("keys"))))
                .onComplete(done -> {
                    synchronized (lock) {
                        fetching = null;
                    }
                    report(done.cause());
                    promise.handle(done);
                });
        return promise.future();
    }

    private Held take(IssuerMetadata found, JsonNode set) {
        List<SigningKey> keys = new ArrayList<>();
        for (JsonNode entry : set) {
            if (keys.size() < MAX_KEYS) {
                SigningKey.of(entry).ifPresent(keys::add);
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalStateException("its key set holds no key for a signature");
        }
        synchronized (lock) {
            Held before = held;
            long version = before == null ? 1 : before.version();
            String written = set.toString();
            boolean changed = !written.equals(keysAsWritten);
            keysAsWritten = written;
            Held now = new Held(List.copyOf(keys), changed ? version + 1 : version, System.nanoTime());
            metadata = found;
            held = now;
            retryMillis = FIRST_RETRY_MILLIS;
            return now;
        }
    }

    private long nextRetryMillis() {
        synchronized (lock) {
            long wait = retryMillis;
            retryMillis = Math.min(2 * wait, LONGEST_RETRY_MILLIS);
            return wait;
        }
    }

    /** Says once that an issuer does not answer, and once that it does again. */
    private void report(@Nullable Throwable failure) {
        boolean before;
        synchronized (lock) {
            before = failing;
            failing = failure != null;
        }
        if (failure != null && !before) {
            LOG.warn(
                    "The keys of {} cannot be fetched ({}); asking again until they can",
                    issuer,
                    String.valueOf(failure.getMessage()).lines().findFirst().orElse(""));
        } else if (failure == null && before) {
            LOG.info("The keys of {} are fetched again", issuer);
        }
    }
}
