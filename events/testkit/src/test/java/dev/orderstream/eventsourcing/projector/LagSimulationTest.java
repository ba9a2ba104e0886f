package dev.orderstream.eventsourcing.projector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.testkit.Seeds;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LagSimulationTest {

    private final Set<LagSimulation.Event> happened = EnumSet.noneOf(LagSimulation.Event.class);
    private int runs;

    @Test
    void whatever_happens_no_lag_is_made_up_and_none_is_missed_for_longer_than_a_tick() {
        Seeds.forEach(
                Seeds.runs(100, 3_000),
                (seed, random) -> {
                    happened.addAll(new LagSimulation(random).run());
                    runs++;
                });

        if (runs > 1) {
            assertThat(happened).containsExactlyInAnyOrder(LagSimulation.Event.values());
        }
    }
}
