package dev.orderstream.dynamodblocal.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.orderstream.dynamodblocal.faults.Weather.Passage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WeatherTest {

    private static final int REQUESTS = 10_000;

    private static final FaultRates RATES =
            new FaultRates(
                    Map.of(
                            Fault.LOST_REQUEST, 20,
                            Fault.LOST_ANSWER, 40,
                            Fault.THROTTLED, 60,
                            Fault.OVER_THROUGHPUT, 80,
                            Fault.FAILED_REQUEST, 100,
                            Fault.FAILED_ANSWER, 120,
                            Fault.LATE_REQUEST, 140,
                            Fault.LATE_ANSWER, 160),
                    Duration.ofMillis(50));

    @Test
    void answers_that_are_late_by_a_fixed_time_are_all_late_by_just_that() {
        Weather weather = new Weather(new Random(1), FaultRates.late(Duration.ofSeconds(29)));
        weather.stormy();

        for (int n = 0; n < 100; n++) {
            assertThat(weather.next())
                    .isEqualTo(
                            new Passage(Duration.ZERO, Optional.empty(), Duration.ofSeconds(29)));
        }
    }

    @Test
    void each_fault_comes_as_often_as_its_rate_says() {
        Map<Fault, Integer> drawn = new EnumMap<>(Fault.class);
        for (Passage passage : passages(1)) {
            passage.fault().ifPresent(fault -> drawn.merge(fault, 1, Integer::sum));
            if (!passage.delayBefore().isZero()) {
                drawn.merge(Fault.LATE_REQUEST, 1, Integer::sum);
            }
            if (!passage.delayAfter().isZero()) {
                drawn.merge(Fault.LATE_ANSWER, 1, Integer::sum);
            }
        }

        for (Fault fault : Fault.values()) {
            // Five times the deviation of the likeliest of them.
            assertThat(drawn.get(fault))
                    .as("%s", fault)
                    .isCloseTo(RATES.of(fault) * REQUESTS / 1000, within(190));
        }
    }

    @Test
    void delays_are_of_every_length_up_to_the_longest() {
        assertThat(
                        passages(1).stream()
                                .flatMap(passage ->
                                        Stream.of(passage.delayBefore(), passage.delayAfter()))
                                .filter(delay -> !delay.isZero())
                                .map(Duration::toMillis))
                .allMatch(millis -> millis >= 1 && millis <= 50)
                .contains(1L, 50L);
    }

    @Test
    void the_same_seed_gives_the_same_weather() {
        assertThat(passages(7)).isEqualTo(passages(7)).isNotEqualTo(passages(8));
    }

    @Test
    void it_begins_calm() {
        Weather weather = new Weather(new Random(1), FaultRates.always(Fault.LOST_ANSWER));

        assertThat(weather.next().fault()).isEmpty();
    }

    @Test
    void a_short_storm_ends_by_itself() {
        Weather weather = new Weather(new Random(1), FaultRates.always(Fault.LOST_ANSWER));
        weather.stormyFor(2);

        assertThat(Stream.generate(weather::next).limit(4).map(Passage::fault))
                .containsExactly(
                        Optional.of(Fault.LOST_ANSWER),
                        Optional.of(Fault.LOST_ANSWER),
                        Optional.empty(),
                        Optional.empty());
    }

    @Test
    void what_is_planned_comes_first_and_in_order() {
        Weather weather = new Weather(new Random(1), FaultRates.always(Fault.LOST_ANSWER));
        weather.stormy();
        weather.plan(List.of(Optional.empty(), Optional.of(Fault.THROTTLED)));

        assertThat(Stream.generate(weather::next).limit(4))
                .extracting(Passage::fault)
                .containsExactly(
                        Optional.empty(),
                        Optional.of(Fault.THROTTLED),
                        Optional.of(Fault.LOST_ANSWER),
                        Optional.of(Fault.LOST_ANSWER));
    }

    @Test
    void counts_name_the_faults_that_nobody_met_too() {
        Weather weather = new Weather(new Random(1), FaultRates.always(Fault.LOST_ANSWER));
        weather.met(Fault.LOST_ANSWER);

        assertThat(weather.counts())
                .containsOnlyKeys(Fault.values())
                .containsEntry(Fault.LOST_ANSWER, 1)
                .containsEntry(Fault.LOST_REQUEST, 0);
    }

    @Test
    void rates_that_cannot_be_are_refused() {
        assertThatThrownBy(
                        () -> new FaultRates(Map.of(Fault.THROTTLED, 1001), Duration.ofMillis(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("perMille of THROTTLED: expected 0 to 1000, got 1001");
        assertThatThrownBy(() ->
                        new FaultRates(
                                Map.of(Fault.THROTTLED, 500, Fault.LOST_ANSWER, 501),
                                Duration.ofMillis(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected at most 1000 together");
        assertThatThrownBy(
                        () -> new FaultRates(Map.of(), Duration.ofMillis(2), Duration.ofMillis(1)))
                .hasMessageContaining("delayMax");
        assertThatThrownBy(() -> new FaultRates(Map.of(), Duration.ZERO, Duration.ofMillis(1)))
                .hasMessageContaining("delayMin");
        assertThatThrownBy(() -> new FaultRates(Map.of(), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("delayMax");
    }

    private static List<Passage> passages(long seed) {
        Weather weather = new Weather(new Random(seed), RATES);
        weather.stormy();
        List<Passage> passages = new ArrayList<>();
        for (int n = 0; n < REQUESTS; n++) {
            passages.add(weather.next());
        }
        return passages;
    }
}
