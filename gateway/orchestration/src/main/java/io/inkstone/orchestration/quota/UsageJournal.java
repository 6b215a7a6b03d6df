package io.inkstone.orchestration.quota;

import io.vertx.core.Future;
import java.util.List;

/**
 * Where the tokens of days and months outlive the process. A mark is written before the tokens up to it are used, so whatever ends
 * the process, no more was used than is written.
 */
public interface UsageJournal {

    /** Keeps nothing. */
    UsageJournal NONE = marks -> Future.succeededFuture();

    /**
     * Writes marks, each in the place of an earlier one of its account and period, in the order of the calls. Called under locks: it
     * must not block and must not complete on the calling thread unless it returns a future that is complete.
     *
     * @return completes when the marks would outlive this process
     */
    Future<Void> write(List<UsageMark> marks);
}
