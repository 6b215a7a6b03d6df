package io.inkstone.gateway;

import io.inkstone.orchestration.Account;
import io.inkstone.orchestration.quota.UsageMark;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The tokens of days and months, in standard SQL. Blocks. */
final class UsageTable {

    private UsageTable() {}

    /** Writes marks; when it returns they outlive the process. */
    static void write(Connection connection, List<UsageMark> marks) throws SQLException {
        String update = "UPDATE token_usage SET tokens = ? WHERE kind = ? AND account = ? AND period = ?";
        String insert = "INSERT INTO token_usage (tokens, kind, account, period) VALUES (?, ?, ?, ?)";
        for (UsageMark mark : marks) {
            if (run(connection, update, mark) == 0) {
                run(connection, insert, mark);
            }
        }
        if (connection.getMetaData().getDatabaseProductName().equals("H2")) {
            // H2 writes what is committed some time later.
            try (Statement statement = connection.createStatement()) {
                statement.execute("CHECKPOINT SYNC");
            }
        }
    }

    /** What each account may have used on this day and in its month: marks, and what is audited of tenants and keys. */
    static List<UsageMark> read(Connection connection, LocalDate day) throws SQLException {
        String today = day.toString();
        String month = YearMonth.from(day).toString();
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM token_usage WHERE period <> ? AND period <> ?")) {
            delete.setString(1, today);
            delete.setString(2, month);
            delete.executeUpdate();
        }
        List<UsageMark> marks = new ArrayList<>();
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT kind, account, period, tokens FROM token_usage");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                marks.add(new UsageMark(
                        Account.Kind.valueOf(row.getString(1)), row.getString(2), row.getString(3), row.getLong(4)));
            }
        }
        addAudited(connection, marks, day, today);
        addAudited(connection, marks, day.withDayOfMonth(1), month);
        return marks;
    }

    /** Of accounts that had no limit there are no marks; what is audited of them counts when one is set. */
    private static void addAudited(Connection connection, List<UsageMark> marks, LocalDate since, String period)
            throws SQLException {
        for (Account.Kind kind : List.of(Account.Kind.TENANT, Account.Kind.KEY)) {
            String column = kind == Account.Kind.TENANT ? "tenant" : "key_id";
            String sum = "SELECT " + column + ", SUM(prompt_tokens + completion_tokens) FROM audit WHERE at >= ?"
                    + " GROUP BY " + column;
            try (PreparedStatement select = connection.prepareStatement(sum)) {
                select.setObject(1, since.atStartOfDay().atOffset(ZoneOffset.UTC));
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        marks.add(new UsageMark(kind, row.getString(1), period, row.getLong(2)));
                    }
                }
            }
        }
    }

    private static int run(Connection connection, String sql, UsageMark mark) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, mark.tokens());
            statement.setString(2, mark.kind().name());
            statement.setString(3, mark.id());
            statement.setString(4, mark.period());
            return statement.executeUpdate();
        }
    }
}
