package io.inkstone.gateway.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inkstone.gateway.identity.Member;
import io.inkstone.gateway.state.ApiKey;
import io.inkstone.gateway.state.State;
import io.inkstone.gateway.state.Tenant;
import io.inkstone.orchestration.Account;
import io.inkstone.orchestration.Caller;
import io.inkstone.orchestration.Limits;
import io.inkstone.orchestration.Rights;
import io.inkstone.protocol.ApiException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers are made of keys, tokens and tenants, at times that a test sets. */
class DirectoryTest {

    private static final Limits FIVE = new Limits(5, Limits.NONE, Limits.NONE, Limits.NONE, Limits.NONE);
    private static final Limits TWO_AT_ONCE = new Limits(Limits.NONE, Limits.NONE, 2, Limits.NONE, Limits.NONE);

    @TempDir
    Path dataDir;

    private Instant now = Instant.parse("2026-11-30T10:20:30Z");
    private State state;
    private Directory directory;

    @BeforeEach
    void open() {
        state = State.open(dataDir);
        directory = new Directory(state, new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        });
    }

    @AfterEach
    void close() {
        state.close();
    }

    @Test
    void counts_a_key_on_its_tenant_and_on_itself() {
        put(Set.of(), Set.of(), Limits.UNLIMITED, TWO_AT_ONCE);
        ApiKey.WithSecret plain = directory.createKey("acme", "plain", false);
        ApiKey.WithSecret own =
                directory.createKey("acme", "own", false, new ApiKey.Scope(Set.of(), Set.of(), FIVE, null));

        assertThat(directory.keyHolder(plain.secret()).accounts())
                .containsExactly(
                        new Account(Account.Kind.TENANT, "acme", FIVE),
                        new Account(Account.Kind.KEY, plain.key().id(), TWO_AT_ONCE));
        assertThat(directory.keyHolder(own.secret()).accounts())
                .last()
                .isEqualTo(new Account(
                        Account.Kind.KEY, own.key().id(), new Limits(5, Limits.NONE, 2, Limits.NONE, Limits.NONE)));
    }

    @Test
    void counts_a_user_of_a_token_on_the_tenant_and_on_the_user() {
        put(Set.of(), Set.of(), FIVE, TWO_AT_ONCE);

        assertThat(caller("mia", Rights.ALL).accounts())
                .containsExactly(
                        new Account(Account.Kind.TENANT, "acme", FIVE),
                        new Account(Account.Kind.USER, "acme/mia", FIVE));
        assertThat(caller(null, Rights.ALL).accounts())
                .containsExactly(
                        new Account(Account.Kind.TENANT, "acme", FIVE),
                        new Account(Account.Kind.KEY, "acme/office", TWO_AT_ONCE));
    }

    @Test
    void keeps_no_account_of_who_has_no_limits() {
        put(Set.of(), Set.of(), Limits.UNLIMITED, Limits.UNLIMITED);

        assertThat(caller("mia", Rights.ALL).accounts()).hasSize(1);
        assertThat(directory
                        .keyHolder(directory.createKey("acme", "k", false).secret())
                        .accounts())
                .hasSize(1);
    }

    @Test
    void allows_what_tenant_and_token_both_allow() {
        put(Set.of("a", "b"), Set.of("chat.completions"), Limits.UNLIMITED, Limits.UNLIMITED);

        assertThat(caller("mia", Rights.ALL).rights())
                .isEqualTo(new Rights(false, Set.of("a", "b"), Set.of("chat.completions")));
        assertThat(caller("mia", new Rights(true, Set.of("b", "c"), Set.of())).rights())
                .isEqualTo(new Rights(true, Set.of("b"), Set.of("chat.completions")));
        assertThat(caller("mia", new Rights(false, Set.of("c"), Set.of("models")))
                        .rights())
                .isEqualTo(new Rights(false, Rights.NOTHING, Rights.NOTHING));
        assertThat(directory.caller(new Member("nobody", "office", "mia", Rights.ALL)))
                .isEmpty();
    }

    @Test
    void ends_a_key_and_a_rotated_secret_to_the_second() {
        ApiKey.Scope day = new ApiKey.Scope(Set.of(), Set.of(), Limits.UNLIMITED, now.plusSeconds(86_400));
        ApiKey.WithSecret made = directory.createKey("acme", "day", false, day);
        String second = directory
                .rotateKey(made.key().id(), Duration.ofSeconds(60))
                .orElseThrow()
                .secret();

        now = now.plusSeconds(59);
        assertThat(directory.keyHolder(made.secret()).keyId())
                .isEqualTo(made.key().id());
        now = now.plusSeconds(1);
        refused("invalid_api_key", made.secret());
        assertThat(directory.keyHolder(second).keyId()).isEqualTo(made.key().id());
        now = now.plusSeconds(86_400 - 60);
        refused("key_expired", second);
        refused("invalid_api_key", "ink_none");
    }

    @Test
    void tells_the_minute_in_which_a_key_was_used() {
        ApiKey.WithSecret made = directory.createKey("acme", "k", false);
        assertThat(directory.lastUse(made.key().id())).isEmpty();

        directory.keyHolder(made.secret());
        directory.writeLastUse();

        assertThat(directory.lastUse(made.key().id())).contains(Instant.parse("2026-11-30T10:20:00Z"));
        assertThat(new Directory(state, Clock.systemUTC()).lastUse(made.key().id()))
                .contains(Instant.parse("2026-11-30T10:20:00Z"));
    }

    private void put(Set<String> models, Set<String> operations, Limits user, Limits key) {
        directory.putTenant(new Tenant("acme", FIVE, models, operations, user, key, now));
    }

    private Caller caller(@Nullable String user, Rights rights) {
        return directory.caller(new Member("acme", "office", user, rights)).orElseThrow();
    }

    private void refused(String code, String secret) {
        assertThatThrownBy(() -> directory.keyHolder(secret))
                .isInstanceOf(ApiException.class)
                .extracting(failure -> ((ApiException) failure).code())
                .isEqualTo(code);
    }
}
