package dev.orderstream.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.command.Outcome;
import dev.orderstream.http.Problem;
import dev.orderstream.http.ProblemException;
import dev.orderstream.http.ProblemType;
import dev.orderstream.orders.Order;
import dev.orderstream.orders.OrderEvent;
import dev.orderstream.orders.OrderId;
import dev.orderstream.orders.OrderRejection;
import dev.orderstream.testing.Samples;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The answers to what no request brings about in a test's time. */
class OrderAnswersTest {

    private static final OrderId ORDER = new OrderId(Samples.ORDER_ID);

    @Test
    void more_than_can_be_stored_at_once_is_too_large() {
        assertProblem(
                new Outcome.TooLarge<>(ORDER.stream(), 7),
                problem -> {
                    assertThat(problem.status()).isEqualTo(413);
                    assertThat(problem.type()).isEqualTo(ProblemType.TOO_LARGE);
                });
    }

    @Test
    void who_always_loses_is_told_so_and_at_which_version_he_did() {
        assertProblem(
                new Outcome.Contended<>(ORDER.stream(), 7),
                problem -> {
                    assertThat(problem.status()).isEqualTo(409);
                    assertThat(problem.type()).isEqualTo(ProblemType.CONCURRENT_MODIFICATION);
                    assertThat(problem.json("/", "-")).contains("\"current_version\":7");
                });
    }

    @Test
    void an_order_with_as_many_commits_as_it_takes_is_told_so() {
        assertProblem(
                new Outcome.TooManyCommits<>(ORDER.stream(), 5_000),
                problem -> {
                    assertThat(problem.status()).isEqualTo(409);
                    assertThat(problem.type().code()).isEqualTo("too-many-changes");
                    assertThat(problem.json("/", "-")).contains("\"current_version\":5000");
                });
    }

    private static void assertProblem(
            Outcome<Order, OrderEvent, OrderRejection> outcome, Consumer<Problem> expected) {
        assertThatThrownBy(() -> OrderAnswers.answer(200, ORDER, outcome, (json, events) -> {}))
                .isInstanceOfSatisfying(
                        ProblemException.class, thrown -> expected.accept(thrown.problem()));
    }
}
