package io.inkstone.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProportionTest {

    private static final double Z95 = 1.959964;

    /** What makes an end Wilson's: were it the truth, what was seen would lie 1.96 of its standard deviations away. */
    @ParameterizedTest
    @CsvSource({"1, 20", "19, 20", "8, 10", "66, 78", "500, 1000"})
    void its_ends_are_as_far_away_as_chance_goes(int hits, int of) {
        Proportion proportion = new Proportion(hits, of);

        assertThat(deviations(proportion, proportion.low())).isCloseTo(Z95, within(1e-9));
        assertThat(deviations(proportion, proportion.high())).isCloseTo(-Z95, within(1e-9));
    }

    private static double deviations(Proportion proportion, double truth) {
        return (proportion.fraction() - truth) / Math.sqrt(truth * (1 - truth) / proportion.of());
    }

    @Test
    void none_and_all_have_an_interval_to_one_side() {
        assertThat(new Proportion(0, 20).low()).isZero();
        assertThat(new Proportion(0, 20).high()).isBetween(0.1, 0.2);
        assertThat(new Proportion(20, 20).high()).isEqualTo(1);
        assertThat(new Proportion(0, 0).high()).isEqualTo(1);
    }
}
