package io.inkstone.lsp.adoption;

import java.time.Duration;

/** Runs something later; a test runs it when it says so. */
public interface Timer {

    /** Runs a short task once, after a while, on a thread of its own choice. */
    void after(Duration delay, Runnable task);
}
