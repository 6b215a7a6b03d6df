package io.inkstone.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.Policy;
import io.inkstone.guardrails.openai.RequestRails;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenDemandTest {

    private static final Limits LIMITED = new Limits(Limits.NONE, 100_000, Limits.NONE, Limits.NONE, Limits.NONE);
    private static final ModelLimits CAPPED = new ModelLimits(50, 32, Optional.empty());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'prompt':'a','max_tokens':7}                                | 7",
                "{'prompt':'a','max_tokens':7,'n':3}                          | 21",
                "{'prompt':'a','max_tokens':7,'n':2,'best_of':5}              | 35",
                "{'prompt':['a','b','c'],'max_tokens':7}                      | 21",
                "{'prompt':[[1,2],[3]],'max_tokens':7,'n':2}                  | 28",
                "{'prompt':[1,2,3],'max_tokens':7}                            | 7",
                "{'messages':[],'max_tokens':7,'max_completion_tokens':9}     | 9",
                "{'messages':[],'max_tokens':7,'n_predict':11}                | 11",
            })
    void reserves_all_that_can_be_written(String body, long written) {
        TokenDemand demand = demand(json(body), LIMITED, ModelLimits.USUAL);

        assertThat(demand.mostInAll()).isEqualTo(demand.prompt() + written);
        assertThat(demand.least()).isEqualTo(demand.mostInAll());
    }

    @Test
    void reserves_the_prompt_alone_for_embeddings() {
        TokenDemand demand = demand(ModelCall.Kind.EMBEDDING, json("{'input':['a','b']}"), LIMITED);

        assertThat(demand.mostInAll()).isEqualTo(demand.prompt());
    }

    @Test
    void tells_the_upstream_the_bound_of_a_call_that_sets_none() {
        ObjectNode body = json("{'messages':[],'n':2}");
        TokenDemand demand = demand(body, LIMITED, ModelLimits.USUAL);
        assertThat(demand.least()).isEqualTo(demand.prompt() + 2);
        assertThat(demand.mostInAll()).isEqualTo(demand.prompt() + 2 * 4096);

        demand.write(body, demand.prompt() + 41);

        assertThat(body.path("max_tokens").asInt()).isEqualTo(20);
    }

    @Test
    void caps_by_the_model_whoever_asks_and_lets_no_other_field_overrule_it() {
        for (Limits limits : new Limits[] {LIMITED, Limits.UNLIMITED}) {
            ObjectNode body = json("{'messages':[],'max_tokens':900,'max_completion_tokens':20,'n_predict':5000}");
            TokenDemand demand = demand(body, limits, CAPPED);
            demand.write(body, demand.mostInAll());

            assertThat(body.path("max_tokens").asInt()).isEqualTo(50);
            assertThat(body.path("max_completion_tokens").asInt()).isEqualTo(20);
            assertThat(body.has("n_predict")).isFalse();

            ObjectNode open = json("{'messages':[]}");
            demand = demand(open, limits, CAPPED);
            demand.write(open, demand.mostInAll());
            assertThat(open.path("max_tokens").asInt()).isEqualTo(50);
        }
    }

    @Test
    void leaves_a_call_alone_where_nothing_is_limited() {
        ObjectNode body = json("{'messages':[],'n_predict':5}");
        TokenDemand demand = demand(body, Limits.UNLIMITED, ModelLimits.USUAL);
        demand.write(body, 0);

        assertThat(demand.mostInAll()).isZero();
        assertThat(body).isEqualTo(json("{'messages':[],'n_predict':5}"));
    }

    @ParameterizedTest
    @CsvSource({
        "max_tokens,-1",
        "max_tokens,1.5",
        "n,0",
        "best_of,'x'",
        "n_predict,-1",
        "max_completion_tokens,99999999999"
    })
    void refuses_counts_that_are_none(String field, String value) {
        ObjectNode body = json("{'messages':[],'" + field + "':" + (value.equals("x") ? "'x'" : value) + "}");

        assertThatThrownBy(() -> demand(body, LIMITED, ModelLimits.USUAL))
                .isInstanceOfSatisfying(ApiException.class, e -> {
                    assertThat(e.code()).isEqualTo("invalid_value");
                    assertThat(e.param()).isEqualTo(field);
                });
    }

    @Test
    void refuses_what_cannot_be_counted_where_tokens_are_limited() {
        ObjectNode body =
                json("{'model':'m','messages':[{'content':[{'type':'image_url','image_url':{'url':'http://x'}}]}]}");

        assertThat(demand(body, Limits.UNLIMITED, ModelLimits.USUAL).limited()).isFalse();
        assertThatThrownBy(() -> demand(body, LIMITED, ModelLimits.USUAL))
                .isInstanceOfSatisfying(ApiException.class, e -> {
                    assertThat(e.code()).isEqualTo("uncounted_input");
                    assertThat(e.status()).isEqualTo(400);
                    assertThat(e.getMessage())
                            .contains("messages.content", "inkstone.gateway.models.\"m\".media-tokens");
                });
    }

    @Test
    void learns_the_length_of_a_template() {
        ModelRules rules = new ModelRules(java.util.Map.of(), 1);
        rules.learn("m", 80);
        rules.learn("m", 60);

        assertThat(rules.of("m").templateTokens()).isEqualTo(80);
        assertThat(rules.of("other").templateTokens()).isEqualTo(32);
        rules.learn("m", Long.MAX_VALUE);
        assertThat(rules.of("m").templateTokens()).isEqualTo(8192);
    }

    private static TokenDemand demand(ObjectNode body, Limits limits, ModelLimits model) {
        return demand(call(body.has("prompt") ? ModelCall.Kind.COMPLETION : ModelCall.Kind.CHAT, body, limits), model);
    }

    private static TokenDemand demand(ModelCall.Kind kind, ObjectNode body, Limits limits) {
        return demand(call(kind, body, limits), ModelLimits.USUAL);
    }

    private static TokenDemand demand(ModelCall call, ModelLimits model) {
        return TokenDemand.of(call, model);
    }

    private static ModelCall call(ModelCall.Kind kind, ObjectNode body, Limits limits) {
        RequestRails rails = new RequestRails(Policy.standard().guard("chat"), new byte[32], Set.of());
        Caller caller = Caller.of("t", "k", Rights.ALL, limits);
        RequestScope scope = new RequestScope("r", caller, "chat", Instant.EPOCH, rails);
        return ModelCall.of(kind, body, scope, Origin.USER);
    }

    private static ObjectNode json(String body) {
        return Json.parseObject(body.replace('\'', '"'));
    }
}
