package io.inkstone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SamplesTest {

    private static final Samples ONE_TO_101 =
            new Samples(IntStream.rangeClosed(1, 101).mapToDouble(i -> 102 - i).toArray());

    @Test
    void its_quantiles_do_not_depend_on_the_order() {
        assertThat(ONE_TO_101.median()).isEqualTo(51);
        assertThat(ONE_TO_101.p95()).isEqualTo(96);
        assertThat(new Samples(new double[] {4, 1}).median()).isEqualTo(2.5);
    }

    @Test
    void pairs_are_compared_round_by_round() {
        Samples base = new Samples(new double[] {10, 90, 20});
        Samples through = new Samples(new double[] {12, 91, 23});

        assertThat(through.medianOver(base)).isCloseTo(2, within(1e-9));
    }
}
