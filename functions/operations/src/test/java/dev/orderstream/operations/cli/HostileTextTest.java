package dev.orderstream.operations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.orderstream.dynamodb.Contention;
import dev.orderstream.dynamodb.DynamoDbEventStore;
import dev.orderstream.dynamodb.DynamoDbNotices;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Digest;
import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.StoredEvent;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.operations.OperationsSettings;
import dev.orderstream.operations.Workbench;
import dev.orderstream.testing.LoopbackServer;
import dev.orderstream.testing.TestTables;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every text that is stored may have been chosen by a caller. None of them ends a line, moves the
 * cursor or hides what stands next to it.
 */
class HostileTextTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    /** After whatever the clock says, so that commits of the last hour include it. */
    private static final Instant LATER = Instant.parse("2999-01-01T00:00:00Z");

    /** As the line of another commit, and after it what a terminal obeys or hides. */
    private static final String HOSTILE =
            "x\n9  2026-01-01T00:00:00.000Z  by forged\r\u001b[2K\u001b[1A\u001b]0;t\u0007\b\t\u0000"
                    + "\u007f\u0085\u009b31m\u2028\u2029\u202e\u2066\u200b\ufeff\uDB40\uDC41";

    private static final StreamId CUSTOMER = StreamId.parse("Customer-1");
    private static final StreamId ODD = new StreamId("Customer", "1" + HOSTILE);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static TestTables tables;

    @BeforeAll
    static void start() {
        tables = new TestTables();
    }

    @AfterAll
    static void stop() {
        tables.close();
    }

    @BeforeEach
    void fill() {
        tables.clear();
        append(CUSTOMER, 1, "CustomerNamed");
        append(CUSTOMER, 2, "Event" + HOSTILE);
        append(ODD, 1, "CustomerNamed");
        var notices = new DynamoDbNotices(tables.client(), tables.tables(), Contention.system());
        notices.park(1, CUSTOMER, 2, "cause" + HOSTILE, NOON);
        notices.park(1, ODD, 1, "cause" + HOSTILE, NOON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "projections",
                "stream show Customer-1",
                "stream show Customer-1 --at-version 1",
                "stream show Customer-2",
                "events tail",
                "events tail --follow --since 1h --limit 3",
                "parked list",
                "parked replay Customer-1 --dry-run",
                "parked replay Customer-1",
                "parked replay --all",
                "parked discard Customer-1 --version 2 --reason why --dry-run",
                "parked discard Customer-1 --version 2 --reason why --user forged",
                "rebuild --dry-run",
                "rebuild",
                "rebuild --abort",
                "verify --dry-run",
                "verify --dry-run --repair",
                "verify",
                "verify --repair",
                "verify --abort"
            })
    void no_command_prints_it_as_it_is(String command) throws Exception {
        for (String form : List.of("text", "json")) {
            for (String more : List.of("", HOSTILE)) {
                List<String> arguments = new ArrayList<>(List.of(command.split(" ", -1)));
                arguments.addAll(List.of("--output", form, "--endpoint", tables.endpoint() + ""));
                if (!more.isEmpty() && command.contains("discard")) {
                    arguments.add("--user=" + more);
                }
                CapturedScreen screen = CapturedScreen.ofPipe();

                screen.run(arguments.toArray(String[]::new));

                assertSafe(screen);
                if (form.equals("json")) {
                    for (String line : screen.out().lines().toList()) {
                        JSON.readTree(line);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rebuild", "verify", "verify --repair", "rebuild --abort", "rebuild -n"})
    void who_started_an_operation_is_not_printed_as_it_is(String command) {
        var operations =
                new Workbench(tables.client(), tables.tables(), OperationsSettings.LOCAL)
                        .operations();
        assertThat(operations.startRebuild("boss" + HOSTILE)).isPresent();
        assertThat(operations.startVerification("boss" + HOSTILE, false)).isPresent();

        for (String form : List.of("json", "text")) {
            CapturedScreen screen = CapturedScreen.ofPipe();
            screen.run(
                    (command + " --endpoint " + tables.endpoint() + " --output " + form)
                            .split(" ", -1));
            assertSafe(screen);
        }
    }

    @Test
    void a_stream_is_shown_with_its_hostile_texts_escaped() {
        CapturedScreen screen = CapturedScreen.ofPipe();

        screen.run("stream", "show", "Customer-1", "--endpoint=" + tables.endpoint());

        assertThat(screen.out())
                .contains("by user-x\\u000a9  2026-01-01T00:00:00.000Z  by forged\\u000d\\u001b[2K")
                .contains("   Eventx\\u000a9")
                .contains("\\u202e\\u2066\\u200b\\ufeff\\udb40\\udc41");
        assertThat(screen.out().lines().filter(line -> line.matches("\\d+  .*"))).hasSize(2);
    }

    @Test
    void columns_are_as_wide_as_what_is_shown_of_them() {
        assertThat(new TextTable("A", "B").row("1\n2", "x"))
                .hasToString("A         B\n1\\u000a2  x");
    }

    @Test
    void what_answers_in_the_place_of_dynamodb_can_not_forge_a_line() {
        String body =
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#AccessDeniedException\",\"message\":\"no\\n9  by"
                        + " forged\\u001b[2K\\u009b31m\\u202e\"}";
        HttpServer other =
                LoopbackServer.start(
                        "/",
                        exchange -> {
                            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                            exchange.getResponseHeaders()
                                    .set("Content-Type", "application/x-amz-json-1.0");
                            exchange.sendResponseHeaders(400, bytes.length);
                            exchange.getResponseBody().write(bytes);
                            exchange.close();
                        },
                        Runnable::run);
        String there = "http://127.0.0.1:" + other.getAddress().getPort();
        try {
            for (String verbose : List.of("", " --verbose")) {
                CapturedScreen screen = CapturedScreen.ofPipe();

                screen.run(("projections --endpoint " + there + verbose).split(" ", -1));

                assertThat(screen.err()).contains("missing rights: no\\u000a9  by forged");
                assertSafe(screen);
            }
        } finally {
            other.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--no%s", "stream show %s", "events tail --since %s", "%s", "-o %s"})
    void an_argument_is_not_printed_as_it_is(String command) {
        String hostile = HOSTILE.replaceAll("\\s", "\u001b");
        CapturedScreen screen = CapturedScreen.ofPipe();

        screen.run(command.formatted(hostile).split(" ", -1));

        assertSafe(screen);
    }

    @Test
    void a_question_is_not_printed_as_it_is() {
        CapturedScreen somebody = CapturedScreen.ofSomebodyWhoSays("n");

        somebody.run(
                "rebuild",
                "--region=eu-central-1",
                "--profile=p" + HOSTILE,
                "--endpoint=" + tables.endpoint());

        assertSafe(somebody);
    }

    /** Every character is seen or ends a line, and no line begins as the forged one would. */
    private static void assertSafe(CapturedScreen screen) {
        // A stack trace of Java's is set in.
        String all = (screen.out() + screen.err()).replace("\n\tat ", "\n    at ");
        assertThat(all).as(all).isNotEmpty();
        assertThat(all.codePoints().filter(point -> point != '\n'))
                .as(all)
                .allMatch(HostileTextTest::isSeen);
        assertThat(all.lines()).as(all).noneMatch(line -> line.startsWith("9  "));
    }

    private static boolean isSeen(int point) {
        int type = Character.getType(point);
        return !Character.isISOControl(point)
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.SURROGATE;
    }

    private static void append(StreamId stream, long version, String type) {
        StoredEvent event =
                new StoredEvent(type, 1, Document.fields().put("name", "Ada" + HOSTILE).build());
        Commit.Origin origin =
                new Commit.Origin(
                        Digest.random(),
                        Digest.random(),
                        true,
                        "user-" + HOSTILE,
                        "correlation" + HOSTILE,
                        "causation" + HOSTILE);
        new DynamoDbEventStore(tables.client(), tables.tables())
                .append(new Commit(stream, version, LATER, List.of(event), origin));
    }
}
