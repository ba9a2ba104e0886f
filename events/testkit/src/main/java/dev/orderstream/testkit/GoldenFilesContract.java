package dev.orderstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.EventCodec;
import dev.orderstream.eventsourcing.KnownCommands;
import dev.orderstream.eventsourcing.Schema;
import dev.orderstream.eventsourcing.Snapshot;
import dev.orderstream.eventsourcing.StateCodec;
import dev.orderstream.eventsourcing.StoredEvent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What holds for the stored forms of every aggregate: the golden files' test of each extends it.
 *
 * <p>A golden file shows what was stored at some time, under some schema: an event in {@code
 * Name.v1.json} or, as one more of the same schema, {@code Name.v1-variant.json}; a snapshot's
 * state in {@code Order.snapshot.v1.json}. It is never changed, since what it shows is in
 * somebody's table. The files of one aggregate have a folder for themselves.
 *
 * @param <S> the aggregate's state
 * @param <E> its sealed type of events
 */
public abstract class GoldenFilesContract<S, E> {

    private static final String VARIANT = "(-[a-z0-9-]+)?";
    private static final String JSON = "\\.json";

    /** The sealed type of all events. */
    protected abstract Class<E> eventType();

    /** The stored forms of events. */
    protected abstract EventCodec<E> events();

    /** The stored forms of the state. */
    protected abstract StateCodec<S> states();

    /** By the name of its file, the event that each stands for. */
    protected abstract Map<String, E> goldenEvents();

    /** By the name of its file, the state that each stands for. */
    protected abstract Map<String, S> goldenStates();

    /** Where the files are, from the module's folder. */
    protected Path folder() {
        return Path.of("src", "test", "resources", "golden");
    }

    @TestFactory
    Stream<DynamicTest> what_was_stored_is_read_as_the_event_that_it_was() {
        return each(
                goldenEvents(),
                (file, event) ->
                        assertThat(events().decode(storedEvent(file))).as(file).isEqualTo(event));
    }

    @TestFactory
    Stream<DynamicTest> what_was_stored_is_read_as_the_state_that_it_was() {
        return each(
                goldenStates(),
                (file, state) -> {
                    Snapshot stored = storedState(file);
                    // Not by StateCodec.read, which would not tell why it can't.
                    S read =
                            states().decode()
                                    .apply(states().schema().lift(stored.schema(), stored.state()));
                    assertThat(read).as(file).isEqualTo(state);
                });
    }

    /** Files of older schemas show what is only read by now. */
    @TestFactory
    Stream<DynamicTest> an_event_is_stored_as_the_files_of_its_schema_show() {
        return each(
                goldenEvents(),
                (file, event) -> {
                    StoredEvent shown = storedEvent(file);
                    StoredEvent written = events().encode(event);
                    if (shown.schema() == written.schema()) {
                        assertThat(written).as(file).isEqualTo(shown);
                    }
                });
    }

    @TestFactory
    Stream<DynamicTest> a_state_is_stored_as_the_files_of_its_schema_show() {
        return each(
                goldenStates(),
                (file, state) -> {
                    Snapshot shown = storedState(file);
                    Snapshot written = states().snapshot(state, KnownCommands.NONE);
                    if (shown.schema() == written.schema()) {
                        assertThat(written).as(file).isEqualTo(shown);
                    }
                });
    }

    @TestFactory
    Stream<DynamicTest> a_file_is_called_after_what_is_in_it() {
        return Stream.concat(
                each(
                        goldenEvents(),
                        (file, event) -> {
                            StoredEvent stored = storedEvent(file);
                            assertThat(file)
                                    .matches(
                                            Pattern.quote(version(stored.type(), stored.schema()))
                                                    + VARIANT
                                                    + JSON);
                        }),
                each(
                        goldenStates(),
                        (file, state) ->
                                assertThat(file)
                                        .matches(
                                                "[A-Za-z]+\\.snapshot\\.v"
                                                        + storedState(file).schema()
                                                        + VARIANT
                                                        + JSON)));
    }

    /** From 1 on: an event that was stored once has to be read for ever. */
    @Test
    void every_type_has_a_file_of_every_schema_that_it_has_had() {
        Set<String> had = new TreeSet<>();
        events().schemas()
                .forEach((name, schema) ->
                        IntStream.rangeClosed(1, schema.current())
                                .forEach(number -> had.add(version(name, number))));
        Set<String> shown = new TreeSet<>();
        goldenEvents().keySet().stream()
                .map(this::storedEvent)
                .forEach(stored -> shown.add(version(stored.type(), stored.schema())));

        assertThat(shown).as("schemas that have a golden file").containsAll(had);
    }

    @Test
    void the_state_has_a_file_of_every_schema_that_can_be_read() {
        Schema schema = states().schema();

        assertThat(goldenStates().keySet().stream().map(file -> storedState(file).schema()))
                .as("schemas that have a golden file")
                .containsAll(
                        IntStream.rangeClosed(schema.oldest(), schema.current()).boxed().toList());
    }

    /** One that is not registered can't be read from a file, and so has none. */
    @Test
    void every_type_of_event_is_registered_and_has_a_file() {
        assertThat(goldenEvents().values().stream().<Class<?>>map(Object::getClass).distinct())
                .as("types of events that have a golden file")
                .containsExactlyInAnyOrderElementsOf(concrete(eventType()).toList());
    }

    @Test
    void every_file_is_tested() {
        Set<String> tested = new TreeSet<>(goldenEvents().keySet());
        tested.addAll(goldenStates().keySet());

        assertThat(tested)
                .as("files that stand for something")
                .containsExactlyInAnyOrderElementsOf(new GoldenFolder(folder()).files());
    }

    private StoredEvent storedEvent(String file) {
        return new GoldenFolder(folder()).event(file);
    }

    private Snapshot storedState(String file) {
        return new GoldenFolder(folder()).snapshot(file);
    }

    private static String version(String name, int schema) {
        return name + ".v" + schema;
    }

    private static Stream<Class<?>> concrete(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses())
                        .flatMap(GoldenFilesContract::concrete)
                : Stream.of(type);
    }

    private static <T> Stream<DynamicTest> each(
            Map<String, T> golden, BiConsumer<String, T> check) {
        return new TreeMap<>(golden)
                .entrySet().stream()
                        .map(entry ->
                                DynamicTest.dynamicTest(
                                        entry.getKey(),
                                        () -> check.accept(entry.getKey(), entry.getValue())));
    }
}
