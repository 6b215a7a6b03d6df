package io.inkstone.lsp;

import io.inkstone.lsp.adoption.Timer;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that a test moves. */
public final class ManualTimer implements Timer {

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparing(Task::at));
    private Duration now = Duration.ZERO;

    private record Task(Duration at, Runnable run) {}

    @Override
    public void after(Duration delay, Runnable task) {
        tasks.add(new Task(now.plus(delay), task));
    }

    /** Lets time pass, and runs what falls due, in its order. */
    public void pass(Duration time) {
        Duration end = now.plus(time);
        while (!tasks.isEmpty() && tasks.element().at().compareTo(end) <= 0) {
            Task next = tasks.remove();
            now = next.at();
            next.run().run();
        }
        now = end;
    }
}
