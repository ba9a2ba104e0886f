package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists over HTTP, while others write. */
class ListsEndToEndTest {

    private static final int LISTS = 20;

    @TempDir private static Path data;

    private static RunningSystem system;

    @BeforeAll
    static void start() {
        system = RunningSystem.start("--data", data.toString());
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @Test
    void each_list_that_waited_shows_what_was_written() {
        for (int n = 1; n <= LISTS; n++) {
            String id = create("c-read");
            String list = get("/customers/c-read/orders?expected_version=1&stream_id=Order-" + id);

            assertThat(list).contains("\"total\":" + n).doesNotContain("_warning");
            assertThat(ids(list).getFirst()).isEqualTo(id);
        }
    }

    @Test
    void a_walk_by_cursor_while_others_write_gives_each_original_once() {
        List<String> original = IntStream.range(0, 30).mapToObj(n -> create("c-walk")).toList();
        original.forEach(id -> get("/orders/" + id + "?expected_version=1"));
        AtomicBoolean walking = new AtomicBoolean(true);
        CompletableFuture<Void> others =
                CompletableFuture.runAsync(() -> {
                    for (int n = 0; walking.get(); n++) {
                        create("c-walk");
                        system.send("DELETE", "/orders/" + original.get(n % original.size()));
                    }
                });

        Set<String> walked = new HashSet<>();
        String cursor = "";
        while (cursor != null) {
            String part = get("/customers/c-walk/orders?page_size=4" + cursor);
            ids(part).forEach(id -> assertThat(walked.add(id)).as("only once").isTrue());
            String next = cursor(part);
            cursor = next == null ? null : "&cursor=" + next;
        }
        walking.set(false);
        others.join();

        assertThat(walked).containsAll(original);
    }

    @Test
    void a_walk_goes_on_after_a_restart(@TempDir Path ownData) throws Exception {
        String cursor;
        List<String> placed = new ArrayList<>();
        try (RunningSystem before = RunningSystem.start("--data", ownData.toString())) {
            IntStream.range(0, 3).forEach(n -> placed.add(create(before, "c-1")));
            placed.forEach(id -> before.get("/orders/" + id + "?expected_version=1"));
            cursor = cursor(before.get("/customers/c-1/orders?page_size=2").body());
            before.stop();
        }
        try (RunningSystem after = RunningSystem.start("--data", ownData.toString())) {
            assertThat(ids(after.get("/customers/c-1/orders?cursor=" + cursor).body()))
                    .containsExactly(placed.getFirst());
        }
    }

    private static String create(String customer) {
        return create(system, customer);
    }

    private static String create(RunningSystem where, String customer) {
        HttpResponse<String> created =
                where.send(
                        "POST",
                        "/orders",
                        """
                        {"customer_id": "%s",
                         "items": [{"product_id": "p", "quantity": 1, "unit_price": 1}],
                         "shipping_address": {"line1": "1", "city": "Berlin", "country": "DE"}}
                        """
                                .formatted(customer));
        assertThat(created.statusCode()).isEqualTo(201);
        return ids(created.body()).getFirst();
    }

    private static String get(String path) {
        HttpResponse<String> answer = system.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static List<String> ids(String json) {
        return found(json, "\"order_id\":\"([^\"]+)\"");
    }

    private static @Nullable String cursor(String json) {
        return found(json, "\"next_cursor\":\"([^\"]+)\"").stream().findFirst().orElse(null);
    }

    private static List<String> found(String json, String pattern) {
        return Pattern.compile(pattern)
                .matcher(json)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
