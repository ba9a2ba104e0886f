package dev.orderstream.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.testing.TestTables;
import dev.orderstream.testkit.Together;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;

/**
 * Commands that meet each other, through one instance of the function, which answers many calls at
 * once in the local run.
 */
class ConflictTest {

    private static final int AT_ONCE = 16;
    private static final int RUNS = 3;

    private static TestTables tables;
    private static StoredOrders stored;
    private static CommandFunction function;

    @BeforeAll
    static void start() {
        tables = new TestTables();
        stored = new StoredOrders(tables);
        function = new CommandFunction(tables.properties("jwt"));
    }

    @AfterAll
    static void stop() {
        function.close();
        tables.close();
    }

    @RepeatedTest(RUNS)
    void equal_creates_at_once_are_one_order() {
        Call create = Call.create().key(UUID.randomUUID().toString());
        tables.takeOperations();

        List<Answer> answers = sendAtOnce(n -> create);

        assertThat(answers).extracting(Answer::status).containsOnly(201);
        assertSame(answers);
        assertThat(stored.commits(answers.getFirst().orderId())).hasSize(1);
        assertThat(tables.takeOperations()).filteredOn("PutItem"::equals).hasSize(AT_ONCE);
    }

    @RepeatedTest(RUNS)
    void equal_changes_at_once_are_one_event() {
        String order = created();

        List<Answer> answers = sendAtOnce(n -> Call.addItem(order).key("key-1"));

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertSame(answers);
        assertThat(stored.commits(order)).hasSize(2);
    }

    @RepeatedTest(RUNS)
    void different_changes_at_once_are_all_carried_out() {
        String order = created();

        List<Answer> answers =
                sendAtOnce(n ->
                        Call.addItem(order)
                                .body(
                                        "{\"product_id\":\"p-%d\",\"quantity\":1,\"unit_price\":1}"
                                                .formatted(n)));

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(answers)
                .extracting(Answer::version)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(2, AT_ONCE + 1).boxed().toList());
        for (int n = 0; n < AT_ONCE; n++) {
            Answer answer = answers.get(n);
            var data =
                    stored.commits(order)
                            .get((int) answer.version() - 1)
                            .events()
                            .getFirst()
                            .data();
            assertThat(data.text("product_id")).isEqualTo("p-" + n);
            assertThat(data.integer("line")).isEqualTo(answer.line());
        }
        assertThat(answers)
                .extracting(Answer::line)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(3, AT_ONCE + 2).boxed().toList());
    }

    @RepeatedTest(RUNS)
    void of_changes_at_once_that_insist_on_one_version_one_is_carried_out() {
        String order = created();

        List<Answer> answers = sendAtOnce(n -> Call.addItem(order).ifMatch("\"1\""));

        List<Answer> carriedOut =
                answers.stream().filter(answer -> answer.status() == 200).toList();
        assertThat(carriedOut).singleElement().satisfies(answer -> answer.isFirst(200));
        answers.stream()
                .filter(answer -> !carriedOut.contains(answer))
                .forEach(answer -> {
                    answer.isProblem(412, "precondition-failed");
                    assertThat(answer.body()).contains("\"current_version\":2");
                });
        assertThat(stored.commits(order)).hasSize(2);
    }

    /** All are told the same, and all but the one that did it that another one had done it. */
    private static void assertSame(List<Answer> answers) {
        assertThat(answers).extracting(Answer::body).containsOnly(answers.getFirst().body());
        assertThat(answers.stream().filter(answer -> !answer.isReplay())).hasSize(1);
    }

    private static String created() {
        return Answer.of(function, Call.create()).isFirst(201).orderId();
    }

    private static List<Answer> sendAtOnce(IntFunction<Call> call) {
        return Together.run(AT_ONCE, n -> () -> Answer.of(function, call.apply(n)));
    }
}
