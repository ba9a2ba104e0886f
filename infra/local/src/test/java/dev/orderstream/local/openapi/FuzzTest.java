package dev.orderstream.local.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.http.ProblemType;
import dev.orderstream.local.LocalDatabase;
import dev.orderstream.local.LocalSystem;
import dev.orderstream.local.QuietLog;
import dev.orderstream.local.RunSettings;
import dev.orderstream.testing.LogLines;
import dev.orderstream.testkit.Seeds;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Whatever is sent, by the description that the service gives of itself, nearly by it or against
 * it: no answer is an error of the service, each is as described, and what is refused has stored
 * nothing.
 */
class FuzzTest {

    private static final int REQUESTS_OF_A_WALK = 200;
    private static final int WALKS = 4;
    private static final int WALKS_FULL = 250;

    /** How many times as many walks there are at most, until one has met what is rare. */
    private static final int LONGER = 10;

    /** Of callers without a token, which nobody asks for here, and of many callers at once. */
    private static final Set<ProblemType> UNLIKELY =
            EnumSet.of(
                    ProblemType.UNAUTHENTICATED,
                    ProblemType.FORBIDDEN,
                    ProblemType.CONCURRENT_MODIFICATION,
                    ProblemType.TOO_MANY_CHANGES,
                    ProblemType.THROTTLED);

    /** Of a stream that is parked, which no request brings about. */
    private static final Set<String> UNMADE = Set.of("replayParkedStream 200", "discardParked 200");

    private static LogLines log;
    private static LocalSystem system;
    private static ApiDescription api;
    private static DynamoDbClient database;

    @BeforeAll
    static void start() throws IOException {
        // Of what is rebuilt that often, not much is to be written beside.
        system =
                LocalSystem.start(
                        RunSettings.PLAIN.withProperties(Map.of("rebuild.retiring-for", "1s")));
        log = new LogLines();
        api = new ApiDescription(new Exchange(system.uri(), "GET", "/openapi").send().body());
        database = LocalDatabase.of(system);
    }

    @AfterAll
    static void stop() {
        log.close();
        database.close();
        system.close();
    }

    @Test
    void nothing_that_is_sent_gets_an_answer_that_is_not_described_or_stores_what_is_refused() {
        // given
        Set<String> expected = expected();
        Set<String> seen = new TreeSet<>();
        int walks = Seeds.runs(WALKS, WALKS_FULL);
        long before = EventTableWrites.inTable(database) - EventTableWrites.stored();

        // when
        Seeds.forEach(
                LONGER * walks,
                (seed, random) -> {
                    if (seed > walks && seen.containsAll(expected)) {
                        return;
                    }
                    seen.addAll(
                            new FuzzedWalk(system.uri(), api, seed, random)
                                    .send(REQUESTS_OF_A_WALK));

                    // then: every commit was counted when it was stored
                    assertThat(EventTableWrites.inTable(database))
                            .isEqualTo(before + EventTableWrites.stored());
                });

        // and: the log has nothing of it
        QuietLog.check(log.all());

        // and: they went all the ways there are
        if (Long.getLong(Seeds.PROPERTY) == null) {
            assertThat(seen).containsAll(expected);
        }
    }

    /** Every success of every operation, and every refusal that anybody can bring about. */
    private static Set<String> expected() {
        Stream<String> successes =
                api.operations().stream()
                        .flatMap(operation ->
                                operation.successes().stream()
                                        .map(status -> operation.id() + " " + status))
                        .filter(success -> !UNMADE.contains(success));
        Stream<String> refusals =
                Arrays.stream(ProblemType.values())
                        .filter(type -> type.status() < 500 && !UNLIKELY.contains(type))
                        .map(ProblemType::code);
        return Stream.concat(successes, refusals).collect(Collectors.toSet());
    }
}
