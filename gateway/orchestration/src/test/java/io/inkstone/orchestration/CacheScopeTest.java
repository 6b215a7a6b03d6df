package io.inkstone.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CacheScopeTest {

    private static final Caller ANN = caller("one", "k1", "ann");
    private static final Caller BEN = caller("one", "k1", "ben");

    @Test
    void keeps_users_apart_and_keys_where_no_user_is_known() {
        assertThat(salt(CacheScope.USER, ANN)).isNotEqualTo(salt(CacheScope.USER, BEN));
        assertThat(salt(CacheScope.USER, ANN))
                .as("from whichever client")
                .isEqualTo(salt(CacheScope.USER, caller("one", "k2", "ann")));
        assertThat(salt(CacheScope.USER, caller("one", "k1", null)))
                .isNotEqualTo(salt(CacheScope.USER, caller("one", "k2", null)));
        assertThat(salt(CacheScope.USER, caller("one", "ann", null)))
                .as("a key that is called as a user")
                .isNotEqualTo(salt(CacheScope.USER, ANN));
    }

    @Test
    void lets_a_tenant_share_where_that_is_allowed() {
        assertThat(salt(CacheScope.TENANT, ANN)).isEqualTo(salt(CacheScope.TENANT, BEN));
        assertThat(salt(CacheScope.TENANT, ANN)).isNotEqualTo(salt(CacheScope.TENANT, caller("two", "k1", "ann")));
        assertThat(salt(CacheScope.ALL, ANN)).isEmpty();
    }

    @Test
    void lets_a_caller_separate_further_and_tells_no_names() {
        assertThat(CacheScope.USER.saltFor(ANN, "project")).isNotEqualTo(salt(CacheScope.USER, ANN));
        assertThat(CacheScope.ALL.saltFor(ANN, "project")).contains("project");
        assertThat(salt(CacheScope.USER, ANN).orElseThrow()).matches("[0-9a-f]{32}");
    }

    private static Optional<String> salt(CacheScope scope, Caller caller) {
        return scope.saltFor(caller, "");
    }

    private static Caller caller(String tenant, String key, @Nullable String user) {
        return new Caller(
                tenant,
                key,
                user != null,
                user,
                Rights.ALL,
                List.of(new Account(Account.Kind.TENANT, tenant, Limits.UNLIMITED)));
    }
}
