package io.inkstone.evaluation.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SignTestTest {

    @Test
    void gives_what_tables_of_the_binomial_distribution_give() {
        assertThat(SignTest.twoSided(10, 0)).isCloseTo(0.001953125, within(1e-12));
        assertThat(SignTest.twoSided(5, 15)).isCloseTo(0.04138947, within(1e-7));
        assertThat(SignTest.twoSided(15, 5)).isCloseTo(0.04138947, within(1e-7));
        assertThat(SignTest.twoSided(3, 3)).isEqualTo(1);
        assertThat(SignTest.twoSided(0, 0)).isEqualTo(1);
        assertThat(SignTest.twoSided(1100, 900)).isBetween(1e-6, 1e-4);
    }
}
