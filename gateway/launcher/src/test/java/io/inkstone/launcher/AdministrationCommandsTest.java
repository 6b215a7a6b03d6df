package io.inkstone.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.gateway.Gateway;
import io.inkstone.gateway.GatewayOptions;
import io.inkstone.gateway.StateAccess;
import io.inkstone.gateway.state.FigureCount;
import io.inkstone.gateway.state.State;
import io.inkstone.orchestration.AuditRecord;
import io.inkstone.protocol.Usage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of the administration, with a gateway running on the data directory and without. */
class AdministrationCommandsTest {

    private static final String TODAY = LocalDate.now(ZoneOffset.UTC).toString();

    @TempDir
    Path dir;

    private AutoCloseable running = () -> {};

    @BeforeEach
    void fill() {
        try (StateAccess access = StateAccess.open(dir)) {
            access.createAdminKey("x");
            access.createKey("acme", "laptop");
        }
        try (State state = State.open(dir)) {
            state.audit()
                    .add(List.of(audited("=one", "acme", 12), audited("two", "acme", 30), audited("three", "beta", 5)));
            LocalDate today = LocalDate.parse(TODAY);
            state.figures()
                    .add(Map.of(
                            new FigureCount("acme", "code", today, "java", "shown"), 10L,
                            new FigureCount("acme", "code", today, "java", "accepted"), 3L,
                            new FigureCount("acme", "code", today, "java", "retained_30s"), 3L,
                            new FigureCount("acme", "code", today, "java", "retained_5m"), 2L,
                            new FigureCount("acme", "code", today, "java", "characters_assistant"), 30L,
                            new FigureCount("acme", "code", today, "java", "characters_typed"), 90L,
                            new FigureCount("beta", "code", today, "python", "characters_typed"), 5L));
        }
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    private static AuditRecord audited(String requestId, String tenant, int tokens) {
        return new AuditRecord(
                Instant.now(),
                requestId,
                tenant,
                "key_" + tenant,
                "chat.completions",
                200,
                "ok",
                tokens,
                0,
                Map.of(),
                "allow",
                7,
                null,
                Map.of("parrot", new Usage(tokens, 0, 0)));
    }

    /** With an admin key of its own where a gateway is to run. */
    private void run(boolean withGateway) throws Exception {
        if (!withGateway) {
            return;
        }
        String admin;
        try (StateAccess access = StateAccess.open(dir)) {
            admin = access.createAdminKey("test").secret();
        }
        Files.writeString(dir.resolve("admin.key"), admin);
        DataDirectory.Hold hold = new DataDirectory(dir).hold();
        Gateway gateway = Gateway.start(GatewayOptions.in(dir).port(0));
        hold.announce(gateway.port());
        running = () -> {
            gateway.close();
            hold.close();
        };
    }

    private CommandRun inkstone(String... arguments) {
        return CommandRun.of(Stream.concat(Stream.of(arguments), Stream.of("--data", dir.toString()))
                .toArray(String[]::new));
    }

    private static List<String> words(CommandRun run) {
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        return run.out().lines().map(line -> line.replaceAll(" +", " ").strip()).toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void show_what_was_used(boolean withGateway) throws Exception {
        run(withGateway);

        assertThat(words(inkstone("usage")))
                .contains(
                        "tenant requests failed prompt_tokens completion_tokens tokens",
                        "acme 2 0 42 0 42",
                        "beta 1 0 5 0 5");
        assertThat(words(inkstone("usage", "--tenant", "acme", "--group-by", "day,model", "--csv")))
                .containsExactly(
                        "day,model,requests,failed,prompt_tokens,completion_tokens,tokens",
                        TODAY + ",parrot,2,0,42,0,42");
        CommandRun wrong = inkstone("usage", "--group-by", "colour");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err().lines())
                .singleElement()
                .asString()
                .contains("'group_by'", "'colour'", "tenant, key, user");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void show_how_much_of_the_code_is_taken_and_kept(boolean withGateway) throws Exception {
        run(withGateway);

        assertThat(words(inkstone("usage", "--code")))
                .containsExactly(
                        "tenant language shown accepted acceptance_rate retention_rate_30s retention_rate_5m"
                                + " characters_assistant characters_typed generation_rate",
                        "acme java 10 3 0.3 1.0 0.6667 30 90 0.25",
                        "beta python 0 0 - - - 0 5 0.0");
        assertThat(words(inkstone("usage", "--code", "--tenant", "acme", "--group-by", "day", "--csv")))
                .containsExactly(
                        "day,shown,accepted,retained_30s,retained_5m,characters_assistant,characters_typed,"
                                + "acceptance_rate,retention_rate_30s,retention_rate_5m,generation_rate",
                        TODAY + ",10,3,3,2,30,90,0.3,1.0,0.6667,0.25");
        CommandRun wrong = inkstone("usage", "--code", "--group-by", "key");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err().lines())
                .singleElement()
                .asString()
                .contains("'group_by'", "'key'", "tenant, language, day");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void show_who_did_what(boolean withGateway) throws Exception {
        run(withGateway);

        List<String> first = words(inkstone("audit", "--tenant", "acme", "--limit", "1"));
        assertThat(first).hasSize(3);
        assertThat(first.get(1)).contains("acme key_acme - chat.completions parrot 200 ok 30 0 allow 7");
        String after = first.get(2).replaceAll("\\D", "");
        assertThat(words(inkstone("audit", "--tenant", "acme", "--after", after, "--csv")))
                .hasSize(2)
                .last()
                .asString()
                .contains(",'=one,acme,");
        assertThat(inkstone("audit", "--from", "soon").exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void set_and_show_policies(boolean withGateway) throws Exception {
        run(withGateway);
        Path policy = Files.writeString(dir.resolve("p.yaml"), "rails: {privacy: {on: [user]}}\n");
        Path wrong = Files.writeString(dir.resolve("wrong.yaml"), "rails: {no-such-rail: {}}\n");

        assertThat(inkstone("policy", "put", "acme", policy.toString()).exitCode())
                .isZero();
        assertThat(inkstone("policy", "put", "*", policy.toString()).exitCode()).isZero();
        assertThat(inkstone("policy", "get", "acme").out()).isEqualTo("rails: {privacy: {on: [user]}}\n");
        assertThat(words(inkstone("policy", "get"))).containsExactlyInAnyOrder("*", "acme");
        assertThat(inkstone("policy", "delete", "acme").exitCode()).isZero();
        assertThat(inkstone("policy", "get", "acme").err()).contains("'acme'");
        assertThat(inkstone("policy", "delete", "acme").exitCode()).isEqualTo(2);
        assertThat(inkstone("policy", "put", "acme", wrong.toString()).err()).contains("no-such-rail");
        assertThat(inkstone("policy", "put", "nobody", policy.toString()).err()).contains("'nobody'");
        assertThat(inkstone("policy", "put", "acme", dir.resolve("none").toString())
                        .err())
                .contains("none");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void make_tenants_with_limits_and_keys(boolean withGateway) throws Exception {
        run(withGateway);

        assertThat(inkstone(
                                "tenant",
                                "create",
                                "gamma",
                                "--tokens-per-month",
                                "5000",
                                "--concurrency",
                                "2",
                                "--model",
                                "parrot")
                        .exitCode())
                .isZero();
        assertThat(words(inkstone("tenant", "list"))).contains("gamma - - 2 - 5000 parrot");
        assertThat(inkstone("tenant", "create", "gamma", "--tokens-per-day", "0")
                        .err())
                .contains("tokens_per_day");
        CommandRun made = inkstone("key", "create", "--tenant", "gamma", "--name", "desk");
        String id = made.out().replaceAll("(?s).*revoke (key_\\w+).*", "$1");
        assertThat(inkstone("key", "list").out()).contains(id, "desk").doesNotContain("ink_");
        assertThat(inkstone("key", "revoke", id).exitCode()).isZero();
        assertThat(inkstone("key", "list").out()).doesNotContain(id);
        assertThat(inkstone("key", "revoke", id).exitCode()).isEqualTo(2);
    }
}
