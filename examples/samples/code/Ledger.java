package shop.books;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The books of a small shop: accounts, entries that balance, and what they come to. */
public final class Ledger {

    /** What kind of account it is, and on which side it grows. */
    public enum Kind {
        ASSET(true),
        EXPENSE(true),
        LIABILITY(false),
        EQUITY(false),
        INCOME(false);

        private final boolean growsByDebit;

        Kind(boolean growsByDebit) {
            this.growsByDebit = growsByDebit;
        }

        boolean growsByDebit() {
            return growsByDebit;
        }
    }

    /** An account of the books. */
    public record Account(String number, String name, Kind kind) {
        public Account {
            Objects.requireNonNull(name);
            Objects.requireNonNull(kind);
            if (!number.matches("[0-9]{4}")) {
                throw new IllegalArgumentException("account number " + number + " has not four digits");
            }
        }
    }

    /** One side of an entry; cents above zero are a debit, below zero a credit. */
    public record Posting(Account account, long cents) {
        public Posting {
            Objects.requireNonNull(account);
            if (cents == 0) {
                throw new IllegalArgumentException("a posting of nothing on account " + account.number());
            }
        }
    }

    /** What happened on a day: postings that come to zero. */
    public record Entry(LocalDate day, String text, List<Posting> postings) {
        public Entry {
            Objects.requireNonNull(day);
            postings = List.copyOf(postings);
            long sum = postings.stream().mapToLong(Posting::cents).sum();
            if (sum != 0) {
                throw new IllegalArgumentException("the entry '" + text + "' is off by " + sum + " cents");
            }
        }

        boolean touches(Account account) {
            return postings.stream().anyMatch(posting -> posting.account().equals(account));
        }
    }

    /** An account's state at the end of a day. */
    public record Balance(Account account, long cents) {
        String shown() {
            return account.number() + " " + account.name() + " " + cents / 100 + "." + Math.abs(cents % 100);
        }
    }

    private final Map<String, Account> accounts = new TreeMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Long> budgets = new HashMap<>();
    private LocalDate closedUntil = LocalDate.MIN;

    /** Opens an account; its number must be new. */
    public Account open(String number, String name, Kind kind) {
        Account account = new Account(number, name, kind);
        if (accounts.putIfAbsent(number, account) != null) {
            throw new IllegalArgumentException("account " + number + " exists");
        }
        return account;
    }

    /** Finds an account by its number. */
    public Optional<Account> find(String number) {
        return Optional.ofNullable(accounts.get(number));
    }

    /** Takes an entry into the books. */
    public void post(Entry entry) {
        if (!entry.day().isAfter(closedUntil)) {
            throw new IllegalStateException("the books are closed until " + closedUntil);
        }
        for (Posting posting : entry.postings()) {
            if (!accounts.containsValue(posting.account())) {
                throw new IllegalArgumentException("account " + posting.account().number() + " is not of these books");
            }
        }
        entries.add(entry);
        entries.sort(Comparator.comparing(Entry::day));
    }

    /** Moves money from one account to another. */
    public void transfer(LocalDate day, String text, Account from, Account to, long cents) {
        if (cents <= 0) {
            throw new IllegalArgumentException("a transfer of " + cents + " cents");
        }
        post(new Entry(day, text, List.of(new Posting(to, cents), new Posting(from, -cents))));
    }

    /** What an account comes to at the end of a day. */
    public Balance balance(Account account, LocalDate day) {
        long sum = 0;
        for (Entry entry : entries) {
            if (entry.day().isAfter(day)) {
                break;
            }
            for (Posting posting : entry.postings()) {
                if (posting.account().equals(account)) {
                    sum += posting.cents();
                }
            }
        }
        return new Balance(account, account.kind().growsByDebit() ? sum : -sum);
    }

    /** All accounts that are not empty, in the order of their numbers. */
    public List<Balance> balances(LocalDate day) {
        List<Balance> balances = new ArrayList<>();
        for (Account account : accounts.values()) {
            Balance balance = balance(account, day);
            if (balance.cents() != 0) {
                balances.add(balance);
            }
        }
        return Collections.unmodifiableList(balances);
    }

    /** Income less expenses between two days, both included. */
    public long profit(LocalDate from, LocalDate to) {
        long profit = 0;
        for (Entry entry : entries) {
            if (entry.day().isBefore(from) || entry.day().isAfter(to)) {
                continue;
            }
            for (Posting posting : entry.postings()) {
                Kind kind = posting.account().kind();
                if (kind == Kind.INCOME || kind == Kind.EXPENSE) {
                    profit -= posting.cents();
                }
            }
        }
        return profit;
    }

    /** Sets how much may be spent on an account in a month. */
    public void budget(Account account, long centsPerMonth) {
        if (account.kind() != Kind.EXPENSE) {
            throw new IllegalArgumentException("account " + account.number() + " holds no expenses");
        }
        budgets.put(account.number(), centsPerMonth);
    }

    /** What is left of a budget in the month of a day; empty where none is set. */
    public Optional<Long> left(Account account, LocalDate day) {
        Long budget = budgets.get(account.number());
        if (budget == null) {
            return Optional.empty();
        }
        LocalDate first = day.withDayOfMonth(1);
        long spent = 0;
        for (Entry entry : entries) {
            boolean inMonth = !entry.day().isBefore(first) && !entry.day().isAfter(day);
            if (inMonth && entry.touches(account)) {
                for (Posting posting : entry.postings()) {
                    if (posting.account().equals(account)) {
                        spent += posting.cents();
                    }
                }
            }
        }
        return Optional.of(budget - spent);
    }

    /** Closes the books: nothing is posted on that day or before it any more. */
    public void close(LocalDate day) {
        if (day.isBefore(closedUntil)) {
            throw new IllegalArgumentException("the books are closed until " + closedUntil + " already");
        }
        closedUntil = day;
    }

    /** The entries of an account, newest first. */
    public List<Entry> history(Account account, int most) {
        List<Entry> history = new ArrayList<>();
        for (int i = entries.size() - 1; i >= 0 && history.size() < most; i--) {
            Entry entry = entries.get(i);
            if (entry.touches(account)) {
                history.add(entry);
            }
        }
        return history;
    }

    /** Whether debits and credits of all entries come to the same, as they must. */
    public boolean balanced() {
        long debit = 0;
        long credit = 0;
        for (Entry entry : entries) {
            for (Posting posting : entry.postings()) {
                if (posting.cents() > 0) {
                    debit += posting.cents();
                } else {
                    credit -= posting.cents();
                }
            }
        }
        return debit == credit;
    }

    /** The balances as lines of text. */
    public String report(LocalDate day) {
        StringBuilder report = new StringBuilder();
        for (Balance balance : balances(day)) {
            report.append(balance.shown()).append('\n');
        }
        return report.toString();
    }
}
