package dev.orderstream.operations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.orderstream.testing.LoopbackServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said before anything is asked of DynamoDB. */
class OrdersTest {

    /** Nobody listens at the port of discard. */
    private static final String NOBODY = "http://127.0.0.1:9";

    private static final String[] ON_AWS = {
        "--region", "eu-central-1", "--endpoint", NOBODY, "--orders", "3"
    };

    private final CapturedScreen pipe = CapturedScreen.ofPipe();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "parked",
                "parked replay",
                "parked replay Order-1 --all",
                "parked discard Order-1 --version 1",
                "parked discard Order-1 --version 0 --reason why",
                "parked discard Order-1 --version 1 --reason=",
                "stream show",
                "stream show nothing",
                "stream show Order-1 --at-version 0",
                "stream show Order-1 --limit 0",
                "events tail --limit 0",
                "events tail --since yesterday",
                "load",
                "load --orders 0",
                "load --orders 1 --commits 101",
                "load --orders 1 --rate 0",
                "projections --output xml",
                "rebuild more"
            })
    void nonsense_is_refused_with_exit_code_2_and_how_it_is_asked_for(String arguments) {
        String all = arguments.isEmpty() ? "" : arguments + " --endpoint " + NOBODY;

        int code = pipe.run(all.isEmpty() ? new String[0] : all.split(" ", -1));

        assertThat(code).isEqualTo(2);
        assertThat(pipe.err()).contains("Usage: orders");
        assertThat(pipe.out()).isEmpty();
    }

    @Test
    void a_reason_for_a_discard_keeps_to_the_bounds_of_the_http_interface() {
        int code =
                pipe.run(
                        "parked",
                        "discard",
                        "Order-1",
                        "--version=1",
                        "--reason=" + "x".repeat(101),
                        "--endpoint=" + NOBODY);

        assertThat(code).isEqualTo(2);
        assertThat(pipe.err()).contains("--reason: expected at most 100 characters");
    }

    @Test
    void an_unknown_command_is_told_with_those_that_look_like_it() {
        assertThat(pipe.run("projection")).isEqualTo(2);

        assertThat(pipe.err()).contains("Did you mean: orders projections");
    }

    @Test
    void without_a_run_one_is_told_what_to_name() {
        assertThat(pipe.run("projections")).isEqualTo(2);

        assertThat(pipe.err())
                .isEqualToIgnoringNewLines(
                        "orders: no ./run is running: start it, or name --endpoint or --profile");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " --region eu-central-1", " --region eu-central-1 --profile ops"})
    void an_endpoint_without_a_scheme_is_refused_here_and_on_aws(String where) {
        assertThat(pipe.run(("projections --endpoint localhost" + where).split(" "))).isEqualTo(2);

        assertThat(pipe.err())
                .isEqualToIgnoringNewLines(
                        "orders: --endpoint: expected a URL such as http://127.0.0.1:8000, got"
                                + " localhost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"projections", "verify --dry-run", "events tail", "load --orders 1"})
    void where_nobody_listens_that_is_said_without_a_stack_trace(String arguments) {
        int code = pipe.run((arguments + " --endpoint " + NOBODY).split(" ", -1));

        assertThat(code).isEqualTo(2);
        assertThat(pipe.err())
                .contains("orders: no DynamoDB at " + NOBODY)
                .doesNotContain("Exception", "\tat ");
        assertThat(pipe.out()).isEmpty();
    }

    @Test
    void where_something_else_than_dynamodb_listens_that_is_said() {
        HttpServer other =
                LoopbackServer.start(
                        "/",
                        exchange -> {
                            exchange.sendResponseHeaders(404, -1);
                            exchange.close();
                        },
                        Runnable::run);
        String there = "http://127.0.0.1:" + other.getAddress().getPort();
        try {
            assertThat(pipe.run("projections", "--endpoint", there)).isEqualTo(2);
        } finally {
            other.stop(0);
        }

        assertThat(pipe.err())
                .contains("orders: " + there + " answered with status 404", "is that a DynamoDB?")
                .hasLineCount(1);
    }

    @Test
    void a_stack_trace_is_there_for_who_asks_for_it() {
        pipe.run("projections", "--endpoint", NOBODY, "--verbose");

        assertThat(pipe.err()).contains("\tat dev.orderstream");
    }

    @Test
    void what_nobody_has_foreseen_is_a_line_with_exit_code_2_and_its_stack_trace_on_demand() {
        String[] noRegion = {"projections", "--region=", "--endpoint", NOBODY};

        assertThat(pipe.run(noRegion)).isEqualTo(2);
        assertThat(pipe.err()).startsWith("orders: it failed: ").contains("region").hasLineCount(1);

        CapturedScreen curious = CapturedScreen.ofPipe();
        assertThat(curious.run("projections", "--region=", "--endpoint", NOBODY, "--verbose"))
                .isEqualTo(2);
        assertThat(curious.err()).contains("orders: it failed: ", "\tat dev.orderstream");
    }

    @Test
    void nothing_changes_on_aws_where_nobody_can_be_asked() {
        assertThat(load(pipe)).isEqualTo(2);

        assertThat(pipe.err())
                .contains("orderstream-*", "region eu-central-1", "say --yes")
                .doesNotContain("no DynamoDB");
    }

    @Test
    void nothing_changes_on_aws_where_somebody_says_no() {
        CapturedScreen somebody = CapturedScreen.ofSomebodyWhoSays("n");

        assertThat(load(somebody)).isEqualTo(2);

        assertThat(somebody.err())
                .contains("3 orders", "region eu-central-1", "Go on? [y/N]", "nothing was changed");
    }

    @Test
    void help_is_an_answer() {
        assertThat(pipe.run("parked", "discard", "--help")).isZero();

        assertThat(pipe.out()).startsWith("Usage: orders parked discard").contains("--version=N");
    }

    @Test
    void a_shell_can_complete_every_command() {
        assertThat(pipe.run("generate-completion")).isZero();

        assertThat(pipe.out()).contains("projections", "--at-version");
    }

    private static int load(CapturedScreen screen) {
        String[] arguments = new String[ON_AWS.length + 1];
        arguments[0] = "load";
        System.arraycopy(ON_AWS, 0, arguments, 1, ON_AWS.length);
        return screen.run(arguments);
    }
}
