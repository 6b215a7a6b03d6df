package io.inkstone.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitHeadersTest {

    @ParameterizedTest
    @CsvSource({
        "0,0ms",
        "120,120ms",
        "1000,1s",
        "1001,2s",
        "59000,59s",
        "60000,1m0s",
        "360000,6m0s",
        "3600000,1h0m0s",
        "90061000,25h1m1s"
    })
    void writes_durations_as_openai_does(long millis, String written) {
        assertThat(RateLimitHeaders.duration(millis)).isEqualTo(written);
    }
}
