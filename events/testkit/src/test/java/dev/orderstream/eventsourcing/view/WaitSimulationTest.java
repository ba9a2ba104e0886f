package dev.orderstream.eventsourcing.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.view.CommitOwners.Found;
import dev.orderstream.eventsourcing.view.WaitSimulation.Parts;
import dev.orderstream.testkit.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WaitSimulationTest {

    private static final int MUTANT_SEEDS = 100;

    @Test
    void whatever_happens_waits_keep_their_promises() {
        int[] met = new int[3];
        Seeds.forEach(
                Seeds.runs(100, 3_000),
                (seed, random) -> {
                    WaitSimulation simulation = new WaitSimulation(random, Parts.REAL);
                    simulation.run();
                    met[0] += simulation.waited;
                    met[1] += simulation.leased;
                    met[2] += simulation.refused;
                });
        assertThat(met).as("waits, leases, refusals").doesNotContain(0);
    }

    /** One part that does its work wrong, and what the simulation says of it. */
    record Mutant(String name, List<String> complaints, Parts parts) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Mutant> mutants() {
        return Stream.of(
                ofCommits(
                        "every commit exists",
                        real -> (stream, version) -> Optional.of(new Found("anna")),
                        "waits for what does not exist or is not visible",
                        "other requests than for a commit that does not exist"),
                ofCommits(
                        "no commit exists",
                        real -> (stream, version) -> Optional.empty(),
                        "it gave up without a reason"),
                ofCommits(
                        "the owner of a commit is not looked at",
                        real ->
                                (stream, version) ->
                                        real.find(stream, version).map(found -> new Found("anna")),
                        "waits for what does not exist or is not visible",
                        "it gave up without a reason",
                        "other requests than for a commit that does not exist"),
                new Mutant(
                        "the lag is not known",
                        List.of("waits though the lag is longer than the rest of the timeout"),
                        new Parts(
                                UnaryOperator.identity(),
                                real -> () -> Duration.ZERO,
                                UnaryOperator.identity())),
                ofLeases(
                        "a place is leased though it is taken",
                        real ->
                                new Leases(real) {
                                    @Override
                                    public boolean acquire(
                                            int place, String holder, Instant now, Instant until) {
                                        super.acquire(place, holder, now, until);
                                        return true;
                                    }
                                },
                        "more long waits than places"),
                ofLeases(
                        "a lease lasts for a second only",
                        real ->
                                new Leases(real) {
                                    @Override
                                    public boolean acquire(
                                            int place, String holder, Instant now, Instant until) {
                                        return super.acquire(
                                                place, holder, now, now.plusSeconds(1));
                                    }
                                },
                        "more long waits than places"),
                ofLeases(
                        "a lease lasts for ever",
                        real ->
                                new Leases(real) {
                                    @Override
                                    public boolean acquire(
                                            int place, String holder, Instant now, Instant until) {
                                        return super.acquire(
                                                place, holder, now, now.plusSeconds(1_000_000));
                                    }
                                },
                        "a lease does not expire"),
                ofLeases(
                        "a place is not freed",
                        real ->
                                new Leases(real) {
                                    @Override
                                    public void release(int place, String holder) {}
                                },
                        "a place is not freed"));
    }

    private static Mutant ofCommits(
            String name, UnaryOperator<CommitOwners> commits, String... complaints) {
        return new Mutant(
                name,
                List.of(complaints),
                new Parts(commits, UnaryOperator.identity(), UnaryOperator.identity()));
    }

    private static Mutant ofLeases(
            String name, UnaryOperator<WaitLeases> leases, String... complaints) {
        return new Mutant(
                name,
                List.of(complaints),
                new Parts(UnaryOperator.identity(), UnaryOperator.identity(), leases));
    }

    private abstract static class Leases implements WaitLeases {
        private final WaitLeases real;

        Leases(WaitLeases real) {
            this.real = real;
        }

        @Override
        public boolean acquire(int place, String holder, Instant now, Instant until) {
            return real.acquire(place, holder, now, until);
        }

        @Override
        public void release(int place, String holder) {
            real.release(place, holder);
        }
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void a_mutant_is_caught(Mutant mutant) {
        assertThatThrownBy(() ->
                        Seeds.forEach(
                                MUTANT_SEEDS,
                                (seed, random) -> new WaitSimulation(random, mutant.parts()).run()))
                .isInstanceOf(AssertionError.class)
                .satisfies(caught ->
                        assertThat(mutant.complaints()).anyMatch(caught.getMessage()::contains));
    }
}
