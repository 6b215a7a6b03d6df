package io.inkstone.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.orchestration.AttemptObservation;
import io.inkstone.orchestration.ModelCall;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MetersTest {

    private final Meters meters = new Meters();

    private void failed(String code) {
        meters.attempt(new AttemptObservation(
                ModelCall.Kind.CHAT, "one", AttemptObservation.Reason.FIRST, Duration.ofMillis(3), Optional.of(code)));
    }

    @Test
    void shows_an_upstreams_code_only_where_it_is_one() {
        failed("rate_limited");
        failed("the prompt was: my secret");

        assertThat(meters.scrape())
                .contains("error_type=\"rate_limited\"")
                .contains("error_type=\"_OTHER\"")
                .doesNotContain("secret");
    }

    @Test
    void keeps_a_bounded_number_of_codes() {
        for (int i = 0; i < 500; i++) {
            failed("code_" + i);
        }

        long rows = meters.scrape()
                .lines()
                .filter(line -> line.startsWith("inkstone_upstream_attempt_duration_seconds_count"))
                .count();
        assertThat(rows).isEqualTo(65);
    }
}
