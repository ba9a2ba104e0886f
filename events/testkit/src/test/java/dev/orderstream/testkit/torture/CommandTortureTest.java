package dev.orderstream.testkit.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.command.Outcome;
import dev.orderstream.testkit.Seeds;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the command side promises its callers, whatever happens; and what the torture catches. */
class CommandTortureTest {

    private static final int SEEDS = 300;
    private static final int COMMANDS = 100;
    private static final int MUTANT_SEEDS = 200;

    private final Map<Happening, Integer> happenings = new EnumMap<>(Happening.class);
    private int commits;

    @Test
    void nothing_is_lost_nothing_doubled_and_every_answer_is_true() {
        Seeds.forEach(
                Seeds.runs(SEEDS, 30 * SEEDS),
                (seed, random) -> {
                    var commanded = Tanks.contended(random, CommandMutant.NONE, COMMANDS);
                    commits += commanded.commits().size();
                    commanded
                            .happenings()
                            .forEach((what, times) -> happenings.merge(what, times, Integer::sum));
                });

        System.out.printf("commands tortured: %d commits, %s%n", commits, happenings);
        assertThat(commits).isPositive();
    }

    @Test
    void a_writer_who_is_alone_and_loses_every_fifth_answer_meets_no_conflict_and_no_outage() {
        Seeds.forEach(
                100,
                (seed, random) -> {
                    var commanded = Tanks.alone(random, COMMANDS);

                    assertThat(commanded.happenings())
                            .containsKey(Happening.ANSWER_LOST)
                            .doesNotContainKey(Happening.COMMAND_UNANSWERED);
                    assertThat(commanded.answers())
                            .extracting(answered -> answered.outcome())
                            .noneMatch(Outcome.Contended.class::isInstance);
                });
    }

    @ParameterizedTest
    @MethodSource("dev.orderstream.testkit.torture.CommandMutants#all")
    void a_mutant_is_caught(CommandMutant mutant) {
        AssertionError caught =
                MutantSeeds.caught(
                        mutant.toString(),
                        MUTANT_SEEDS,
                        seed -> Tanks.contended(new SplittableRandom(seed), mutant, COMMANDS));
        assertThat(mutant.complaints())
                .as(caught.getMessage())
                .anyMatch(caught.getMessage()::startsWith);
    }
}
