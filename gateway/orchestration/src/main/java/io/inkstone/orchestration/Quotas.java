package io.inkstone.orchestration;

import io.inkstone.protocol.ApiException;
import io.vertx.core.Future;
import java.util.List;

/**
 * Counts requests and tokens against the {@link Limits} of accounts. Each step is atomic over all accounts of a caller: it passes
 * when every one of them has room, and then counts on all; what is refused counts on none. A limit per minute holds for
 * any 60 seconds. Thread-safe; never blocks. A future completes on the Vert.x context that asked, at once where nothing has to be
 * waited for, and fails with an {@link ApiException} only: 429 named for the limit, or 503 {@code quota_store_unavailable}.
 */
public interface Quotas extends AutoCloseable {

    /** Counts one request. */
    Future<Entry> enter(List<Account> accounts);

    /**
     * Sets tokens aside for one call.
     *
     * @param least without which it is refused
     * @param most what it gets when there is room; otherwise as much as there is
     */
    Future<Reservation> reserve(List<Account> accounts, long least, long most);

    /** What is left now. */
    Future<Standing> standing(List<Account> accounts);

    @Override
    void close();

    /** A request that runs. */
    interface Entry {

        /** What was left after it was counted. */
        Standing standing();

        /**
         * The request ended; without effect the second time.
         *
         * @param counted false takes it back from the requests of the minute: it was refused before anything was done for it
         */
        void leave(boolean counted);
    }

    /** Tokens set aside for one call. */
    interface Reservation {

        /** How many. */
        long tokens();

        /** What was left after they were set aside. */
        Standing standing();

        /**
         * Counts what was used, be it more, instead of what was set aside; without effect the second time.
         *
         * @param used in the day and the month
         * @param inMinute in the last 60 seconds; more than {@code used} where more may have been used than anyone saw
         * @return what is left then; never fails: what cannot be settled stays counted as it was set aside
         */
        Future<Standing> settle(long used, long inMinute);

        /** Counts what was used. */
        default Future<Standing> settle(long used) {
            return settle(used, used);
        }
    }
}
