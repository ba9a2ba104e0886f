package dev.orderstream.eventsourcing.projector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.testkit.Tlc;
import dev.orderstream.testkit.Tlc.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The rebuild and its flip, model-checked: TLC goes through every state that {@code Rebuild.tla}
 * can get into, with workers that die or go on after they have lost their lease, writes that fail,
 * and readers and invocations that have not heard of what is new. What is modelled, and what is
 * promised, is said there.
 *
 * <p>Each size has two of one or a few things, and one of all others: two of everything is more
 * than a build can wait for.
 */
class RebuildModelTest {

    private static final String INVARIANTS =
            "INVARIANTS NoMissingTable NoGaps NoLoss ShownStays NumbersAreNew NoOrphan NoDebris"
                    + " Reached";

    /** Of steps. */
    private static final String PROPERTY = "PROPERTIES FlipKeepsShown";

    @TempDir private Path directory;

    @Test
    void no_property_is_violated_and_all_situations_are_reached() throws Exception {
        List<String> reached = new ArrayList<>();

        for (String size : sizes()) {
            Said said = tlc(size).check(config(size), Tlc.FULL ? 2 : 1);

            said.assertNoError();
            reached.addAll(said.reached());
            System.out.printf("rebuild modelled, %s: %s%n", size, said.states());
        }

        assertThat(reached)
                .contains(
                        "a rebuilt generation serves",
                        "one serves that follows an aborted one",
                        "one is filled while another is retiring",
                        "a generation is gone",
                        "two workers store a run",
                        "a worker stores in what serves already",
                        "a worker scans for what was aborted",
                        "a scan meets a view",
                        "a run does not start at 1",
                        "a notice stops a flip",
                        "a stream is parked in both, and it flips",
                        "a flip is refused",
                        "a stream that is parked in both gets further before the flip",
                        "an invocation has not heard of a flip",
                        "a reader has not heard of a flip");
    }

    private static List<String> sizes() {
        Stream<String> eachBuild = Stream.of("workers", "commits faults", "streams", "rebuilds");
        Stream<String> full =
                Stream.of(
                        "commits workers faults",
                        "commits invocations faults",
                        "streams workers",
                        "rebuilds workers faults");
        return (Tlc.FULL ? Stream.concat(eachBuild, full) : eachBuild).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "item_late, streams, NoLoss",
        "generations_cached, one of each, NoLoss",
        "stale_scan, one of each, NoLoss",
        "existing_skipped, commits, NoLoss",
        "resume_midway, commits, NoGaps",
        "notices_unchecked, faults, ShownStays",
        "notice_unseen, faults, ShownStays",
        "views_unchecked, commits faults, FlipKeepsShown",
        "notice_unconditional, faults, ShownStays",
        "flip_unconditional, one of each, NoMissingTable",
        "flip_stops_the_old, one of each, NoLoss",
        "number_reused, rebuilds, NumbersAreNew",
        "claim_unchecked, workers, NoOrphan",
        "dropped_too_soon, one of each, NoMissingTable",
        "dropped_under_a_worker, one of each, NoDebris",
    })
    void a_mutant_violates_its_property(String mutant, String size, String property)
            throws Exception {
        String kept = (PROPERTY.contains(property) ? "PROPERTIES " : "INVARIANTS ") + property;
        String config =
                config(size)
                        .replace("\"none\"", '"' + mutant + '"')
                        .replace(PROPERTY, "")
                        .replace(INVARIANTS, kept);

        Said said = tlc(mutant).check(config, 1);

        assertThat(said.violated()).as(said.text()).containsExactly(property);
    }

    /** The model with more of what is named, and one of all else. */
    private String config(String size) throws IOException {
        String config = new Tlc("Rebuild", directory).config();
        for (More more : More.values()) {
            assertThat(config).contains(more.one);
            if (size.contains(more.name().toLowerCase(Locale.ROOT))) {
                config = config.replace(more.one, more.more);
            }
        }
        return config;
    }

    private enum More {
        STREAMS("Streams = {1}", "Streams = {1, 2}"),
        COMMITS("VersionsMax = 1", "VersionsMax = 2"),
        REBUILDS("Rebuilds = 1", "Rebuilds = 2"),
        WORKERS("{w1}", "{w1, w2}"),
        INVOCATIONS("{i1}", "{i1, i2}"),
        FAULTS("Faults = FALSE", "Faults = TRUE");

        private final String one;
        private final String more;

        More(String one, String more) {
            this.one = one;
            this.more = more;
        }
    }

    private Tlc tlc(String name) throws IOException {
        return new Tlc("Rebuild", Files.createDirectory(directory.resolve(name.replace(' ', '_'))));
    }
}
