package io.inkstone.orchestration;

import io.inkstone.connector.Figures;
import io.inkstone.connector.Models;
import io.inkstone.connector.OperationContext;
import java.time.Clock;
import java.util.Locale;

/** What one run of an operation may use, all of it bound to the rings. */
record RingContext(OperationCall call, Models models) implements OperationContext {

    @Override
    public String tenant() {
        return call.scope().caller().tenant();
    }

    @Override
    public Locale locale() {
        return call.locale();
    }

    @Override
    public Clock clock() {
        return call.clock();
    }

    @Override
    public Figures figures() {
        return call.figures();
    }

    @Override
    public boolean wantsFile(String mediaType) {
        return call.wantedFile().filter(mediaType::equalsIgnoreCase).isPresent();
    }

    @Override
    public void progress(double fraction, String message) {
        String passed = OperationRing.passed(call.scope().rails(), message);
        call.listener().progress(Math.min(1, Math.max(0, fraction)), passed);
    }

    @Override
    public void partial(Object part) {
        call.listener().partial(OperationRing.passed(call.scope().rails(), part));
    }

    @Override
    public void checkCancelled() throws InterruptedException {
        if (call.scope().cancellation().isCancelled() || Thread.currentThread().isInterrupted()) {
            throw new InterruptedException("nobody waits for the answer any more");
        }
    }
}
