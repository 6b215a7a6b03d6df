package io.inkstone.model.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Gbnf;
import io.inkstone.protocol.Sampling;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What every engine must do beyond the protocol: stop when told, die alone, come back. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EngineContract {

    /** Tokens of the long prompt, all of which take seconds to read. */
    private static final int LONG = 800;

    static final int SLOTS = 3;

    private Engine engine;

    /** An engine with the small model, not yet started. */
    abstract Engine create();

    @BeforeAll
    void start() throws Exception {
        engine = create();
        engine.start().get(120, TimeUnit.SECONDS);
    }

    @AfterAll
    void stop() {
        if (engine != null) {
            engine.close();
        }
    }

    private static EngineRequest request(String prompt, int maxTokens) {
        return request(prompt, maxTokens, "");
    }

    private static EngineRequest request(String prompt, int maxTokens, String salt) {
        return new EngineRequest(prompt, maxTokens, Sampling.greedy(), Optional.empty(), Optional.of(salt), false);
    }

    /** Begins in its own way, so that no other test's cache helps. */
    private static String longPrompt(String beginning) {
        return beginning + " and then one more word".repeat(LONG / 5);
    }

    /** Hears a generation, and can act on its first piece or after some batches of its prompt. */
    private static final class Hearing implements GenerationListener {
        private final CompletableFuture<GenerationEnd> end = new CompletableFuture<>();
        private final CountDownLatch firstText = new CountDownLatch(1);
        private final CountDownLatch thirdReading = new CountDownLatch(3);
        private final StringBuilder text = new StringBuilder();
        private volatile int cachedTokens = -1;

        @Override
        public void onReading(int prompt, int cached) {
            cachedTokens = cached;
            thirdReading.countDown();
        }

        @Override
        public void onText(String piece, int tokens) {
            text.append(piece);
            firstText.countDown();
        }

        @Override
        public void onEnd(GenerationEnd how) {
            end.complete(how);
        }

        @Override
        public void onError(ApiException error) {
            end.completeExceptionally(error);
        }

        GenerationEnd await() throws InterruptedException, ExecutionException, TimeoutException {
            return end.get(60, TimeUnit.SECONDS);
        }
    }

    private Hearing generate(EngineRequest request) throws Exception {
        Hearing hearing = new Hearing();
        engine.generate(request, hearing);
        hearing.await();
        return hearing;
    }

    @Test
    void counts_the_tokens_of_a_prompt() throws Exception {
        assertThat(engine.countTokens("one two three").get()).isBetween(3, 4);
        assertThat(engine.countTokens("<|im_start|>").get()).isEqualTo(1);
    }

    @Test
    void tells_an_end_at_the_limit_from_one_of_the_model() throws Exception {
        Hearing limited = new Hearing();
        engine.generate(request("one, two, three,", 3), limited);
        assertThat(limited.await()).isEqualTo(new GenerationEnd(true, 3));

        Optional<Gbnf> grammar = Optional.of(Gbnf.parse("root ::= \"砚台 😀\""));
        Hearing ended = new Hearing();
        engine.generate(new EngineRequest("Say it: ", 100, Sampling.greedy(), grammar, Optional.of(""), false), ended);
        assertThat(ended.await().atLimit()).isFalse();
        assertThat(ended.text.toString()).isEqualTo("砚台 😀");
        assertThat(ended.end.get().completionTokens()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void reads_only_what_is_new_of_a_prompt() throws Exception {
        String prompt = longPrompt("Cache");
        assertThat(generate(request(prompt, 1)).cachedTokens).isLessThan(10);
        int tokens = engine.countTokens(prompt).get();

        assertThat(generate(request(prompt + " again", 1)).cachedTokens).isBetween(tokens - 5, tokens);
        assertThat(engine.probe().get()).isTrue();
        assertThat(generate(request(prompt + " again", 1)).cachedTokens).isBetween(tokens - 5, tokens + 1);
    }

    @Test
    void does_not_let_one_caller_profit_from_what_another_one_has_asked() throws Exception {
        String prompt = longPrompt("Salt");
        int tokens = engine.countTokens(prompt).get();
        generate(request(prompt, 1, "one"));
        generate(request(prompt + " and", 1, "one")); // what is gone on from is kept

        assertThat(generate(request(prompt, 1, "other")).cachedTokens).isZero();
        assertThat(generate(request(prompt + " again", 1, "other")).cachedTokens)
                .isBetween(tokens - 5, tokens);
        assertThat(generate(request(prompt, 1, "one")).cachedTokens)
                .as("nor does one pay for what another has asked")
                .isBetween(tokens - 5, tokens);
    }

    @Test
    void goes_back_to_a_prompt_after_others_without_reading_it_again() throws Exception {
        String here = longPrompt("Here");
        String there = longPrompt("There");
        int tokens = engine.countTokens(here).get();
        generate(request(here, 1));
        generate(request(here + " goes", 1));
        assertThat(generate(request(there, 1)).cachedTokens).isLessThan(10);
        generate(request(there + " goes", 1));

        assertThat(generate(request(here + " on", 1)).cachedTokens).isBetween(tokens - 5, tokens);
        assertThat(generate(request(there + " on", 1)).cachedTokens).isBetween(tokens - 5, tokens + 5);
    }

    @Test
    void an_urgent_request_is_answered_while_another_one_is() throws Exception {
        Optional<Gbnf> endless = Optional.of(Gbnf.parse("root ::= [a-z ]{1000}"));
        Hearing answer = new Hearing();
        Generation talking = engine.generate(
                new EngineRequest("Tell me all", 800, Sampling.greedy(), endless, Optional.of(""), false), answer);
        assertThat(answer.firstText.await(60, TimeUnit.SECONDS)).isTrue();

        Hearing urgent = new Hearing();
        engine.generate(
                new EngineRequest("int sum = ", 4, Sampling.greedy(), Optional.empty(), Optional.of(""), true), urgent);
        assertThat(urgent.await().completionTokens()).isPositive();
        assertThat(answer.end).isNotDone();
        talking.cancel();
    }

    @Test
    void repeats_itself_with_a_seed_when_the_cache_is_left_alone() throws Exception {
        Sampling seeded = new Sampling(1, 1, 0, 0, 0, 0, OptionalLong.of(7), Map.of());
        EngineRequest request =
                new EngineRequest("Once upon a time", 12, seeded, Optional.empty(), Optional.empty(), false);

        String first = generate(request).text.toString();
        generate(request("Once upon another time", 3));
        assertThat(generate(request).text.toString()).isEqualTo(first);
    }

    @Test
    void stops_reading_within_a_batch_when_cancelled() throws Exception {
        String prompt = longPrompt("Cancel");
        int tokens = engine.countTokens(prompt).get();
        long readBefore = engine.counters().read();
        long stoppedBefore = engine.counters().stopped();
        Hearing hearing = new Hearing();
        Generation generation = engine.generate(request(prompt, 5), hearing);
        assertThat(hearing.thirdReading.await(60, TimeUnit.SECONDS)).isTrue();
        generation.cancel();

        // At the third call two batches had been read; one more is at work, and one may pass until the word arrives.
        Hearing again = generate(request(prompt, 1));
        assertThat(again.cachedTokens).isBetween(64, 5 * 64);
        assertThat(hearing.text).isEmpty();
        assertThat(hearing.end).isNotDone();
        assertThat(engine.counters().stopped()).isEqualTo(stoppedBefore + 1);
        assertThat(engine.counters().read() - readBefore)
                .as("each token is read once, by the one or the other")
                .isBetween(tokens - 3L * 64, tokens + 64L);
    }

    @Test
    void stops_writing_when_cancelled() throws Exception {
        Optional<Gbnf> endless = Optional.of(Gbnf.parse("root ::= [a-z ]{1000}"));
        EngineRequest request =
                new EngineRequest("Tell me all", 800, Sampling.greedy(), endless, Optional.of(""), false);
        Hearing hearing = new Hearing();
        Generation generation = engine.generate(request, hearing);
        assertThat(hearing.firstText.await(60, TimeUnit.SECONDS)).isTrue();
        generation.cancel();

        long writtenBefore = engine.counters().written();
        generate(request("Hello", 1)); // waits for the engine
        assertThat(hearing.text.length()).isLessThan(400);
        assertThat(engine.counters().written() - writtenBefore)
                .as("one token of the next request, and those under way")
                .isBetween(1L, 20L);
        assertThat(hearing.end).isNotDone();
    }

    @Test
    void dies_alone_and_comes_back() throws Exception {
        Optional<Gbnf> endless = Optional.of(Gbnf.parse("root ::= [a-z ]{1000}"));
        Hearing hearing = new Hearing();
        engine.generate(
                new EngineRequest("Tell me all", 800, Sampling.greedy(), endless, Optional.of(""), false), hearing);
        assertThat(hearing.firstText.await(60, TimeUnit.SECONDS)).isTrue();

        ProcessHandle.of(engine.pid().orElseThrow()).orElseThrow().destroyForcibly();

        assertThatThrownBy(hearing::await).cause().isInstanceOfSatisfying(ApiException.class, error -> {
            assertThat(error.status()).isEqualTo(503);
            assertThat(error.code()).isEqualTo("engine_restarting");
            assertThat(error.retryAfterSeconds()).isPositive();
        });
        engine.whenUp().get(60, TimeUnit.SECONDS);
        assertThat(generate(request("Hello", 2)).text).isNotEmpty();
    }
}
