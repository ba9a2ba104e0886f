package dev.orderstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Decimal;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.Document.Text;
import dev.orderstream.eventsourcing.EventCodec;
import dev.orderstream.eventsourcing.Schema;
import dev.orderstream.eventsourcing.StateCodec;
import dev.orderstream.testkit.Meter.Drawn;
import dev.orderstream.testkit.Meter.Event;
import dev.orderstream.testkit.Meter.Replaced;
import dev.orderstream.testkit.Meter.State;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the golden files' tests of an aggregate tell those who forgot something. */
class GoldenFilesContractTest {

    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

    @TempDir private Path folder;
    private Meters meters;

    @BeforeEach
    void copyFiles() throws IOException {
        meters = new Meters(folder);
        for (String file : new GoldenFolder(GOLDEN).files()) {
            Files.copy(GOLDEN.resolve(file), folder.resolve(file));
        }
    }

    @Test
    void a_new_type_needs_a_file() throws IOException {
        meters.events.remove("Replaced.v1.json");
        Files.delete(folder.resolve("Replaced.v1.json"));

        assertFails(meters::every_type_has_a_file_of_every_schema_that_it_has_had, "Replaced.v1");
        assertFails(meters::every_type_of_event_is_registered_and_has_a_file, "Replaced");
    }

    @Test
    void a_new_type_has_to_be_registered() {
        meters.codec = registered(Drawn.SCHEMA, GoldenFilesContractTest::write);

        assertFails(
                meters.what_was_stored_is_read_as_the_event_that_it_was(),
                "unknown event type Replaced");
    }

    @Test
    void a_type_that_is_neither_registered_nor_shown_is_missed() throws IOException {
        meters.codec = registered(Drawn.SCHEMA, GoldenFilesContractTest::write);
        meters.events.remove("Replaced.v1.json");
        Files.delete(folder.resolve("Replaced.v1.json"));

        assertFails(meters::every_type_of_event_is_registered_and_has_a_file, "Replaced");
    }

    @Test
    void a_new_schema_needs_a_file() {
        meters.codec = meters(Drawn.SCHEMA.then(data -> data), GoldenFilesContractTest::write);

        assertFails(meters::every_type_has_a_file_of_every_schema_that_it_has_had, "Drawn.v4");
    }

    @Test
    void the_file_of_an_old_schema_has_to_stay() throws IOException {
        meters.events.remove("Drawn.v2.json");
        Files.delete(folder.resolve("Drawn.v2.json"));

        assertFails(meters::every_type_has_a_file_of_every_schema_that_it_has_had, "Drawn.v2");
    }

    @Test
    void a_schema_of_an_event_is_never_given_up() throws IOException {
        meters.codec = meters(Schema.startingAt(3), GoldenFilesContractTest::write);
        assertFails(
                meters.what_was_stored_is_read_as_the_event_that_it_was(),
                "this code reads schema 3 to 3, stored is 1");

        for (String file : List.of("Drawn.v1.json", "Drawn.v2.json")) {
            meters.events.remove(file);
            Files.delete(folder.resolve(file));
        }
        assertFails(meters::every_type_has_a_file_of_every_schema_that_it_has_had, "Drawn.v1");
    }

    @Test
    void a_form_that_changes_needs_a_new_schema() {
        meters.codec =
                meters(
                        Drawn.SCHEMA,
                        drawn ->
                                Document.fields()
                                        .put("volume", drawn.amount())
                                        .put("unit", drawn.unit())
                                        .build());

        assertFails(meters.an_event_is_stored_as_the_files_of_its_schema_show(), "Drawn.v3");
    }

    @Test
    void a_step_that_means_something_else_is_found() {
        meters.codec =
                meters(
                        Schema.first()
                                .then(data -> data.with("unit", new Text("gal")))
                                .then(data ->
                                        data.with("amount", new Decimal(data.decimal("litres")))),
                        GoldenFilesContractTest::write);

        assertFails(meters.what_was_stored_is_read_as_the_event_that_it_was(), "Drawn.v1");
    }

    @Test
    void a_file_is_called_after_its_type_and_schema() throws IOException {
        for (String wrong : List.of("Drawn.v2-x.json", "Other.v3.json", "Drawn.v3_x.json")) {
            Files.copy(folder.resolve("Drawn.v3.json"), folder.resolve(wrong));
            meters.events.put(wrong, new Drawn(new BigDecimal("3"), "gal", null));

            assertFails(meters.a_file_is_called_after_what_is_in_it(), wrong);

            meters.events.remove(wrong);
        }
    }

    @Test
    void a_file_that_stands_for_nothing_is_found_and_so_is_one_that_is_missing()
            throws IOException {
        Files.copy(folder.resolve("Drawn.v3.json"), folder.resolve("Drawn.v3-other.json"));
        assertFails(meters::every_file_is_tested, "Drawn.v3-other.json");

        Files.delete(folder.resolve("Drawn.v3-other.json"));
        Files.delete(folder.resolve("Drawn.v3.json"));
        assertFails(meters::every_file_is_tested, "Drawn.v3.json");
        assertFails(
                meters.what_was_stored_is_read_as_the_event_that_it_was(),
                "there is no golden file");
    }

    @Test
    void a_file_holds_what_is_stored_and_nothing_else() throws IOException {
        Files.writeString(
                folder.resolve("Replaced.v1.json"),
                "{\"type\": \"Replaced\", \"schema\": 1, \"data\": {}, \"comment\": \"\"}");

        assertFails(meters.what_was_stored_is_read_as_the_event_that_it_was(), "comment");
    }

    @Test
    void the_state_needs_a_file_of_each_schema() {
        meters.stateCodec = states(State.SCHEMA.then(data -> data), Meter.STATES.encode());
        assertFails(meters::the_state_has_a_file_of_every_schema_that_can_be_read, "3");
        assertPasses(meters.what_was_stored_is_read_as_the_state_that_it_was());
        assertPasses(meters.a_state_is_stored_as_the_files_of_its_schema_show());

        meters.states.clear();
        meters.stateCodec = Meter.STATES;
        assertFails(meters::the_state_has_a_file_of_every_schema_that_can_be_read, "2");
        assertFails(meters::every_file_is_tested, "Meter.snapshot.v2.json");
    }

    @Test
    void a_form_of_the_state_that_changes_needs_a_new_schema() {
        meters.stateCodec = states(State.SCHEMA, state -> Fields.NONE);

        assertFails(
                meters.a_state_is_stored_as_the_files_of_its_schema_show(),
                "Meter.snapshot.v2.json");
    }

    @Test
    void the_file_of_a_state_that_begins_anew_goes() {
        meters.stateCodec = states(Schema.startingAt(3), Meter.STATES.encode());

        assertFails(
                meters.what_was_stored_is_read_as_the_state_that_it_was(),
                "this code reads schema 3 to 3, stored is 2");
    }

    @Test
    void a_file_of_a_state_is_called_after_its_schema() throws IOException {
        Files.copy(
                folder.resolve("Meter.snapshot.v2.json"), folder.resolve("Meter.snapshot.v1.json"));
        meters.states.put("Meter.snapshot.v1.json", new State(2, 17));

        assertFails(meters.a_file_is_called_after_what_is_in_it(), "Meter.snapshot.v1.json");
    }

    private static void assertFails(Runnable test, String message) {
        assertThatThrownBy(test::run)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(message);
    }

    /** Some of these fail, and one of them says this. */
    private static void assertFails(Stream<DynamicTest> tests, String message) {
        assertThat(failures(tests))
                .anySatisfy(failure -> assertThat(failure).hasMessageContaining(message));
    }

    private static void assertPasses(Stream<DynamicTest> tests) {
        assertThat(failures(tests)).isEmpty();
    }

    private static List<Throwable> failures(Stream<DynamicTest> tests) {
        return tests.<Throwable>mapMulti(
                        (test, failures) -> {
                            try {
                                test.getExecutable().execute();
                            } catch (Throwable failure) {
                                failures.accept(failure);
                            }
                        })
                .toList();
    }

    private static Fields write(Drawn drawn) {
        return Meter.CODEC.encode(drawn).data();
    }

    private static EventCodec<Event> meters(Schema drawn, Function<Drawn, Fields> write) {
        return registered(drawn, write)
                .with(
                        "Replaced",
                        Schema.first(),
                        Replaced.class,
                        event -> Fields.NONE,
                        data -> new Replaced());
    }

    private static EventCodec<Event> registered(Schema drawn, Function<Drawn, Fields> write) {
        return new EventCodec<Event>()
                .with(
                        "Drawn",
                        drawn,
                        Drawn.class,
                        write,
                        data ->
                                new Drawn(
                                        data.decimal("amount"),
                                        data.text("unit"),
                                        data.textOrNull("note")));
    }

    private static StateCodec<State> states(Schema schema, Function<State, Fields> write) {
        return new StateCodec<>(schema, write, Meter.STATES.decode());
    }

    /** The golden files of meters, as somebody has changed them. */
    private static final class Meters extends MeterGoldenFilesTest {

        private final Path folder;
        private EventCodec<Event> codec = Meter.CODEC;
        private StateCodec<State> stateCodec = Meter.STATES;
        private final Map<String, Event> events = new HashMap<>(super.goldenEvents());
        private final Map<String, State> states = new HashMap<>(super.goldenStates());

        private Meters(Path folder) {
            this.folder = folder;
        }

        @Override
        protected EventCodec<Event> events() {
            return codec;
        }

        @Override
        protected StateCodec<State> states() {
            return stateCodec;
        }

        @Override
        protected Map<String, Event> goldenEvents() {
            return events;
        }

        @Override
        protected Map<String, State> goldenStates() {
            return states;
        }

        @Override
        protected Path folder() {
            return folder;
        }
    }
}
