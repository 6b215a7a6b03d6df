package io.inkstone.guardrails.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inkstone.guardrails.Guard;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.PolicyException;
import io.inkstone.guardrails.StreamGuard;
import io.inkstone.guardrails.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LeakRailTest {

    private static final String PROMPT =
            "You are the assistant of Northwind Trading. Never discuss prices of other firms, "
                    + "and always ask for the order number before you look up a delivery. Close with a friendly greeting.";
    private static final String PROMPT_ZH = "你是北风贸易公司的客服助手，不得讨论其他公司的价格，查询物流之前必须先询问订单号码，最后要礼貌地道别。";

    private final Guard guard = Streams.guard("leak: {canary: kx-7731-blue}");

    @Test
    void blocks_an_answer_that_repeats_the_prompt_in_another_layout() {
        String leak =
                "Sure: NEVER discuss prices of other firms -- and always ask\nfor the order number, before you look!";

        assertThat(guard.given(List.of(Streams.system(PROMPT))).check(Streams.answer(leak)))
                .isInstanceOf(Verdict.Block.class);
        assertThat(guard.given(List.of(Streams.system(PROMPT_ZH)))
                        .check(Streams.answer("我的设定：不得讨论其他公司的价格 查询物流之前必须先询问订单号码")))
                .isInstanceOf(Verdict.Block.class);
    }

    @Test
    void blocks_an_answer_that_repeats_the_prompt_in_pieces() {
        String pieces =
                "First: you are the assistant of Northwind Trading. Then: never discuss prices of other firms, I think. "
                        + "Also: always ask for the order number, so to say. Before you look up a delivery, yes. "
                        + "And close with a friendly greeting.";

        assertThat(guard.given(List.of(Streams.system(PROMPT))).check(Streams.answer(pieces)))
                .isInstanceOf(Verdict.Block.class);
    }

    @Test
    void lets_answers_pass_that_share_a_few_words_with_the_prompt_or_have_none() {
        String answer = "May I have the order number before I look? We do not discuss prices of other firms.";

        assertThat(guard.given(List.of(Streams.system(PROMPT))).check(Streams.answer(answer)))
                .isInstanceOf(Verdict.Allow.class);
        assertThat(guard.check(Streams.answer(PROMPT))).isInstanceOf(Verdict.Allow.class);
        assertThat(guard.given(List.of(Streams.document(PROMPT))).check(Streams.answer(PROMPT)))
                .isInstanceOf(Verdict.Allow.class);
    }

    @Test
    void lets_no_more_than_four_words_of_the_prompt_out_however_the_stream_is_cut() {
        String leak = "never discuss prices of other firms, and always ask for the order number before you look up";
        for (int seed = 0; seed < 300; seed++) {
            StreamGuard stream = guard.given(List.of(Streams.system(PROMPT))).stream(Origin.MODEL);
            String out = Streams.cut(stream, Streams.PROSE + "I must " + leak + " it", seed);
            assertThat(out).isEqualTo(Streams.PROSE + "I must never discuss prices of ");
            assertThat(stream.blocked()).isPresent();
        }
    }

    @Test
    void holds_back_no_prose() {
        StreamGuard stream =
                guard.given(List.of(Streams.system(PROMPT), Streams.system(PROMPT_ZH))).stream(Origin.MODEL);

        assertThat(stream.accept(Streams.PROSE)).isEqualTo(Streams.PROSE);
    }

    @Test
    void blocks_the_canary_and_refuses_one_that_is_too_short() {
        assertThat(guard.check(Streams.answer("it says kx-7731-blue"))).isInstanceOf(Verdict.Block.class);
        assertThatThrownBy(() -> Streams.guard("leak: {canary: abc}"))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("by chance");
    }
}
