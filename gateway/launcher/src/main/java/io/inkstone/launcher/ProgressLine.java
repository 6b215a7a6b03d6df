package io.inkstone.launcher;

import io.inkstone.model.catalog.ProgressListener;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How far a long step is, on stderr: one line that moves on a terminal, a line for each quarter elsewhere. Silent for
 * what is done within a second.
 */
final class ProgressLine implements ProgressListener, AutoCloseable {

    private static final long QUIET_NANOS = 1_000_000_000L;
    private static final long EVERY_NANOS = 200_000_000L;
    private static final double MIB = 1 << 20;

    private final String name;
    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier clock;
    private final long startNanos;
    private long lastNanos;
    private String lastText = "";

    ProgressLine(String name) {
        this(name, System.err, Boolean.getBoolean("inkstone.terminal"), System::nanoTime);
    }

    ProgressLine(String name, PrintStream out, boolean terminal, LongSupplier clock) {
        this.name = name;
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
        this.startNanos = clock.getAsLong();
    }

    @Override
    public synchronized void onProgress(Stage stage, long doneBytes, long totalBytes) {
        long now = clock.getAsLong();
        if (now - startNanos < QUIET_NANOS && stage != Stage.WAITING) {
            return;
        }
        if (terminal) {
            if (now - lastNanos >= EVERY_NANOS || doneBytes == totalBytes) {
                lastNanos = now;
                lastText = text(stage, doneBytes, totalBytes);
                out.print("\r\033[K" + lastText);
                out.flush();
            }
            return;
        }
        long quarter = totalBytes == 0 ? 0 : doneBytes * 4 / totalBytes * (totalBytes / 4);
        String text = text(stage, quarter, totalBytes);
        if (!text.equals(lastText)) {
            lastText = text;
            out.println(text);
        }
    }

    /** Leaves the terminal's line clean. */
    @Override
    public synchronized void close() {
        if (terminal && !lastText.isEmpty()) {
            out.print("\r\033[K");
            out.flush();
        }
    }

    private String text(Stage stage, long doneBytes, long totalBytes) {
        if (stage == Stage.WAITING) {
            return "Waiting for another process that fetches " + name + " …";
        }
        String verb = stage == Stage.VERIFYING ? "Verifying" : "Fetching";
        long percent = totalBytes == 0 ? 100 : doneBytes * 100 / totalBytes;
        return String.format(Locale.ROOT, "%s %s … %d %% of %.0f MiB", verb, name, percent, totalBytes / MIB);
    }
}
