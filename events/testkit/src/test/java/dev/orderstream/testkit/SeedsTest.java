package dev.orderstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

@DisabledIfSystemProperty(
        named = Seeds.PROPERTY,
        matches = ".+",
        disabledReason = "one seed alone is replayed")
class SeedsTest {

    @Test
    void each_run_has_its_own_seed_and_its_own_numbers() {
        List<Long> seeds = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();

        Seeds.forEach(
                3,
                (seed, random) -> {
                    seeds.add(seed);
                    numbers.add(random.nextLong());
                });

        assertThat(seeds).containsExactly(1L, 2L, 3L);
        assertThat(numbers).doesNotHaveDuplicates();
    }

    @Test
    void a_seed_gives_the_same_numbers_again() {
        List<Integer> first = new ArrayList<>();
        List<Integer> second = new ArrayList<>();

        Seeds.forEach(5, (seed, random) -> first.add(random.nextInt()));
        Seeds.forEach(5, (seed, random) -> second.add(random.nextInt()));

        assertThat(first).isEqualTo(second);
    }

    @Test
    void a_failure_names_its_seed_and_how_to_replay_it() {
        assertThatThrownBy(() -> Seeds.forEach(5, (seed, random) -> assertThat(seed).isLessThan(4)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("-Dorderstream.seed=4")
                .hasCauseInstanceOf(AssertionError.class);
    }

    @Test
    void an_exception_names_its_seed_too() {
        assertThatThrownBy(() ->
                        Seeds.forEach(
                                5,
                                (seed, random) -> {
                                    throw new IOException("broken");
                                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("seed 1")
                .hasMessageContaining("broken");
    }

    @Test
    void one_seed_alone_can_be_replayed() {
        List<Long> seeds = new ArrayList<>();
        System.setProperty(Seeds.PROPERTY, "17");
        try {
            Seeds.forEach(5, (seed, random) -> seeds.add(seed));
        } finally {
            System.clearProperty(Seeds.PROPERTY);
        }

        assertThat(seeds).containsExactly(17L);
    }
}
