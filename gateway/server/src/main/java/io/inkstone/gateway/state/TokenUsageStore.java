package io.inkstone.gateway.state;

import io.inkstone.orchestration.Account;
import io.inkstone.orchestration.quota.UsageMark;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The most tokens that accounts may have used in days and months: written before they are used. */
public final class TokenUsageStore {

    private static final Map<Account.Kind, UsageGroup> GROUPS =
            Map.of(Account.Kind.TENANT, UsageGroup.TENANT, Account.Kind.KEY, UsageGroup.KEY);

    private final Database database;
    private final UsageStore audited;

    TokenUsageStore(Database database, UsageStore audited) {
        this.database = database;
        this.audited = audited;
    }

    /** Writes marks; when it returns they outlive the process. */
    public void write(List<UsageMark> marks) {
        database.write(handle -> marks.forEach(mark -> {
            if (run(
                            handle,
                            "UPDATE token_usage SET tokens = :tokens WHERE kind = :kind AND account = :id AND period = :period",
                            mark)
                    == 0) {
                run(
                        handle,
                        "INSERT INTO token_usage (tokens, kind, account, period) VALUES (:tokens, :kind, :id, :period)",
                        mark);
            }
        }));
        database.sync();
    }

    private static int run(Handle handle, String sql, UsageMark mark) {
        return handle.createUpdate(sql)
                .bind("tokens", mark.tokens())
                .bind("kind", mark.kind().name())
                .bind("id", mark.id())
                .bind("period", mark.period())
                .execute();
    }

    /**
     * What each account may have used on this day and in its month: the marks, and what is audited of tenants and keys, which
     * counts for accounts that had no limit until now. Marks of other days and months are deleted.
     */
    public List<UsageMark> read(LocalDate day) {
        String today = day.toString();
        String month = YearMonth.from(day).toString();
        database.write(
                handle -> handle.createUpdate("DELETE FROM token_usage WHERE period <> :today AND period <> :month")
                        .bind("today", today)
                        .bind("month", month)
                        .execute());
        List<UsageMark> marks = new ArrayList<>(database.read(handle -> handle.createQuery(
                        "SELECT kind, account, period, tokens FROM token_usage")
                .map(row -> new UsageMark(
                        Account.Kind.valueOf(row.getColumn("kind", String.class)),
                        row.getColumn("account", String.class),
                        row.getColumn("period", String.class),
                        row.getColumn("tokens", Long.class)))
                .list()));
        GROUPS.forEach((kind, group) -> {
            audited.tokensSince(day, group).forEach((id, tokens) -> marks.add(new UsageMark(kind, id, today, tokens)));
            audited.tokensSince(day.withDayOfMonth(1), group)
                    .forEach((id, tokens) -> marks.add(new UsageMark(kind, id, month, tokens)));
        });
        return marks;
    }
}
