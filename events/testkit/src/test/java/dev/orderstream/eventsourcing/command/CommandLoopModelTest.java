package dev.orderstream.eventsourcing.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.testkit.Tlc;
import dev.orderstream.testkit.Tlc.Said;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The command loop's protocol, model-checked: TLC goes through every state that {@code
 * CommandLoop.tla} can get into, with requests that are lost, doubled and late, and processes that
 * die. What is modelled, and what is promised, is said there.
 */
class CommandLoopModelTest {

    private static final String PROPERTIES = "NoLoss NoDuplicate NoSpuriousConflict Reached";

    @TempDir private Path directory;

    /** In the build that takes its time: with more commands, and both clients repeating theirs. */
    @Test
    void no_property_is_violated_and_all_situations_are_reached() throws Exception {
        String size = Tlc.FULL ? "Small = FALSE" : "Small = TRUE";

        Said said = tlc().check(tlc().config().replace("Small = TRUE", size), 2);

        said.assertNoError();
        assertThat(said.reached())
                .containsOnly(
                        "success after a lost answer",
                        "a repeat meets what the first request had sent",
                        "a repeat finds its key",
                        "a put is executed after a 503",
                        "a second conflict in a row",
                        "412",
                        "rejected",
                        "409",
                        "409, and success for the repeat");
    }

    @ParameterizedTest
    @CsvSource({
        "unconditional_put, NoLoss",
        "if_match_as_version, NoLoss",
        "no_own_check, NoDuplicate",
        "no_key_lookup, NoDuplicate",
        "reload_while_open, NoDuplicate",
        "refuse_while_open, NoSpuriousConflict",
        "late_key_lookup, NoSpuriousConflict",
        "conflict_on_a_guess, NoSpuriousConflict",
        "stale_load, NoSpuriousConflict",
    })
    void a_mutant_violates_its_property(String mutant, String property) throws Exception {
        String config =
                tlc().config()
                        .replace("\"none\"", '"' + mutant + '"')
                        .replace(PROPERTIES, property);

        Said said = tlc().check(config, 1);

        assertThat(said.violated()).as(said.text()).containsExactly(property);
    }

    private Tlc tlc() {
        return new Tlc("CommandLoop", directory);
    }
}
