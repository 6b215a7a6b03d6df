package io.inkstone.evaluation;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a measurement is: a bar that moves on a terminal, a line now and then elsewhere. */
public final class EvaluationProgress implements AutoCloseable {

    private static final int BAR_WIDTH = 90;
    private static final int TERMINAL_MILLIS = 250;
    private static final int ELSEWHERE_MILLIS = (int) TimeUnit.SECONDS.toMillis(30);

    private final ProgressBar bar;
    private final Runnable clear;

    /**
     * Begins.
     *
     * @param suite what is measured
     * @param steps how often {@link #next} will be called
     * @param terminal whether {@code out} takes a bar that moves
     */
    public EvaluationProgress(String suite, int steps, PrintStream out, boolean terminal) {
        Consumer<String> line = terminal ? text -> redraw(out, text) : new Lines(out);
        this.clear = terminal ? () -> redraw(out, "") : () -> {};
        this.bar = new ProgressBarBuilder()
                .setTaskName("eval " + suite)
                .setInitialMax(steps)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(terminal ? TERMINAL_MILLIS : ELSEWHERE_MILLIS)
                .setConsumer(new DelegatingProgressBarConsumer(line, BAR_WIDTH))
                .build();
    }

    private static void redraw(PrintStream out, String text) {
        out.print("\r\033[K" + text);
        out.flush();
    }

    /** The bar's end is drawn more than once. */
    private static final class Lines implements Consumer<String> {

        private final PrintStream out;
        private String last = "";

        private Lines(PrintStream out) {
            this.out = out;
        }

        @Override
        public synchronized void accept(String text) {
            if (!text.equals(last)) {
                last = text;
                out.println(text.stripTrailing());
            }
        }
    }

    /** A step is done. */
    public void next(String id) {
        bar.setExtraMessage(id);
        bar.step();
    }

    /** Says what is done beside the steps. */
    public void say(String what) {
        bar.setExtraMessage(what);
        bar.refresh();
    }

    @Override
    public void close() {
        bar.close();
        clear.run();
    }
}
