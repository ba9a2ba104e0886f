package dev.orderstream.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.Commit;
import java.util.List;
import java.util.Map;

/**
 * A command and the definite answer to it.
 *
 * @param name its own, which is the correlation id of its commit
 * @param begun the moment before its first request
 * @param ended the moment after its answer
 */
record Told(String name, Wish wish, long begun, long ended, Answer answer) {

    /** What a command asks for: events in any case, or a status that may be there already. */
    enum Wish {
        EVENTS(""),
        SHIPPED("OrderShipped"),
        DELIVERED("OrderDelivered"),
        CANCELLED("OrderCancelled");

        private final String event;

        Wish(String event) {
            this.event = event;
        }
    }

    boolean succeeded() {
        return answer.status() < 300;
    }

    /** True where the answer says so, and not that there was nothing to do. */
    boolean isStoredIn(Map<String, List<Commit>> streams) {
        return succeeded() && (wish == Wish.EVENTS || isAt(streams));
    }

    private boolean isAt(Map<String, List<Commit>> streams) {
        return commitAtVersion(streams).origin().correlationId().equals(name);
    }

    /** The commit at the answered version is this command's, or had made its wish come true. */
    void checkAnswer(Map<String, List<Commit>> streams) {
        if (!isAt(streams)) {
            assertThat(wish)
                    .as("%s asked for events, and found others'", this)
                    .isNotEqualTo(Wish.EVENTS);
            assertThat(StoredOrders.types(commitAtVersion(streams)))
                    .as("%s", this)
                    .containsExactly(wish.event);
        }
    }

    private Commit commitAtVersion(Map<String, List<Commit>> streams) {
        List<Commit> commits = streams.getOrDefault("Order-" + answer.orderId(), List.of());
        assertThat(commits)
                .as("%s is there", this)
                .hasSizeGreaterThanOrEqualTo((int) answer.version());
        return commits.get((int) answer.version() - 1);
    }
}
