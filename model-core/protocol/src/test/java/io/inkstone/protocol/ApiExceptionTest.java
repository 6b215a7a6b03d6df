package io.inkstone.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ApiExceptionTest {

    @Test
    void is_written_in_openais_shape() {
        assertThat(Json.write(ApiException.invalidRequest("c", "p", "m").toJson()))
                .isEqualTo(
                        "{\"error\":{\"message\":\"m\",\"type\":\"invalid_request_error\",\"param\":\"p\",\"code\":\"c\"}}");
        assertThat(Json.write(
                        ApiException.refused("ambiguous", "m", List.of("a")).toJson()))
                .isEqualTo(
                        "{\"error\":{\"message\":\"m\",\"type\":\"refused\",\"param\":null,\"code\":\"ambiguous\",\"choices\":[\"a\"]}}");
    }

    @Test
    void has_the_status_of_its_kind() {
        assertThat(ApiException.unauthorized("m").status()).isEqualTo(401);
        assertThat(ApiException.forbidden("c", "m").status()).isEqualTo(403);
        assertThat(ApiException.notFound("c", "m").status()).isEqualTo(404);
        assertThat(ApiException.badRequest(413, "c", "m").status()).isEqualTo(413);
        assertThat(ApiException.internal("c", "m", null).status()).isEqualTo(500);
        assertThat(ApiException.badUpstream("c", "m", null).status()).isEqualTo(502);
        assertThat(ApiException.timeout("c", "m").status()).isEqualTo(504);
        assertThat(ApiException.reported(418, "t", "c", "p", "m", 3).retryAfterSeconds())
                .isEqualTo(3);
    }

    @Test
    void says_when_to_ask_again() {
        assertThat(ApiException.tooMany("c", "m", 0).retryAfterSeconds()).isEqualTo(1);
        assertThat(ApiException.unavailable("c", "m", 7).retryAfterSeconds()).isEqualTo(7);
    }

    @Test
    void carries_a_stack_trace_only_for_faults_of_ours() {
        assertThat(ApiException.notFound("c", "m").getStackTrace()).isEmpty();
        assertThat(ApiException.internal("c", "m", null).getStackTrace()).isNotEmpty();
    }
}
