package io.inkstone.orchestration.quota;

import io.inkstone.orchestration.Account;
import io.inkstone.orchestration.Limit;
import io.inkstone.orchestration.Limits;
import io.inkstone.orchestration.Standing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an account has used, as either store tells it.
 *
 * @param requests of the last 60 seconds
 * @param requestsGoneMillis until none of them counts
 * @param tokens of the last 60 seconds
 * @param tokensGoneMillis until none of them counts
 * @param reserved tokens set aside for calls that run
 * @param day tokens of the day
 * @param month tokens of the month
 */
record AccountState(
        long requests,
        long requestsGoneMillis,
        long tokens,
        long tokensGoneMillis,
        long reserved,
        long day,
        long month) {

    /** What the tightest of the accounts has left. */
    static Standing standing(List<Account> accounts, List<AccountState> states, long nowMillis, CalendarDay today) {
        Standing.@Nullable Rate requests = null;
        Standing.@Nullable Rate tokens = null;
        for (int i = 0; i < states.size(); i++) {
            Limits limits = accounts.get(i).limits();
            AccountState state = states.get(i);
            requests = Standing.Rate.tighter(
                    requests, rate(limits.requestsPerMinute(), state.requests, state.requestsGoneMillis));
            // What is set aside may be used and counted from now on.
            long gone = state.reserved > 0 ? SlidingWindow.longestMillis() : state.tokensGoneMillis;
            tokens = Standing.Rate.tighter(tokens, rate(limits.tokensPerMinute(), state.tokens + state.reserved, gone));
            tokens = Standing.Rate.tighter(
                    tokens, rate(limits.tokensPerDay(), state.day + state.reserved, today.endMillis() - nowMillis));
            tokens = Standing.Rate.tighter(
                    tokens,
                    rate(limits.tokensPerMonth(), state.month + state.reserved, today.monthEndMillis() - nowMillis));
        }
        return requests == null && tokens == null ? Standing.UNLIMITED : new Standing(requests, tokens);
    }

    /** Whether any of the accounts has this limit. */
    static boolean anyLimits(List<Account> accounts, Limit... limits) {
        for (Account account : accounts) {
            for (Limit limit : limits) {
                if (limit.of(account.limits()) != Limits.NONE) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Standing.@Nullable Rate rate(long limit, long used, long resetMillis) {
        return limit == Limits.NONE ? null : new Standing.Rate(limit, Math.max(0, limit - used), resetMillis);
    }
}
