package io.inkstone.gateway.connectors;

import io.inkstone.connector.FigureSheet;
import io.inkstone.connector.Figures;
import io.inkstone.gateway.state.FigureCount;
import io.inkstone.gateway.state.FigureStore;
import io.inkstone.gateway.telemetry.Meters;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds up what connectors count and writes the sums once a second, on a thread of its own: a process that is killed loses a second
 * of them. While the database does not answer the sums are held; there are as many as tenants, labels and figures make.
 * Thread-safe.
 */
public final class FigureLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FigureLog.class);
    private static final long WRITE_MILLIS = 1000;

    private final FigureStore store;
    private final PluginHost plugins;
    private final Meters meters;
    private final Clock clock;
    private final Thread writer;
    private final CountDownLatch closing = new CountDownLatch(1);
    private Map<FigureCount, Long> waiting = new HashMap<>();
    private boolean failing;

    /**
     * Starts the thread that writes.
     *
     * @param plugins say what may be counted
     * @param clock by which days are told apart
     */
    public FigureLog(FigureStore store, PluginHost plugins, Meters meters, Clock clock) {
        this.store = store;
        this.plugins = plugins;
        this.meters = meters;
        this.clock = clock;
        this.writer = new Thread(this::run, "inkstone-figures");
        writer.setDaemon(true);
        writer.start();
    }

    /** The figures that a connector counts of a tenant. */
    Figures of(String tenant, String connector) {
        FigureSheet sheet = sheet(connector);
        return (figure, label, amount) -> {
            if (!sheet.declares(figure)) {
                throw new IllegalArgumentException(
                        "connector '" + connector + "' counts '" + figure + "', which its figures() does not declare");
            }
            if (amount < 0) {
                throw new IllegalArgumentException("'" + figure + "' cannot grow by " + amount);
            }
            String counted = sheet.counted(label);
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            add(new FigureCount(tenant, connector, today, counted, figure), amount);
            meters.figure(connector, figure, sheet.labelledBy(), counted, amount);
        };
    }

    private FigureSheet sheet(String connector) {
        return plugins.find(connector).map(PluginHost.Hosted::figures).orElse(FigureSheet.NONE);
    }

    private synchronized void add(FigureCount count, long amount) {
        waiting.merge(count, amount, Long::sum);
    }

    private synchronized Map<FigureCount, Long> take() {
        Map<FigureCount, Long> taken = waiting;
        waiting = new HashMap<>();
        return taken;
    }

    /** Writes what waits, then ends. */
    @Override
    public void close() {
        closing.countDown();
        try {
            writer.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closing.await(WRITE_MILLIS, TimeUnit.MILLISECONDS)) {
                write();
            }
            write();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        Map<FigureCount, Long> taken = take();
        if (taken.isEmpty()) {
            return;
        }
        try {
            store.add(taken);
            failing = false;
        } catch (RuntimeException e) {
            taken.forEach(this::add);
            if (!failing) {
                LOG.error("Figures cannot be written now and are held", e);
            }
            failing = true;
        }
    }
}
