package dev.orderstream.query;

import dev.orderstream.eventsourcing.view.ReadYourWrites.Answer;
import dev.orderstream.http.JsonWriter;
import dev.orderstream.http.Problem;
import dev.orderstream.http.Replies;
import io.micronaut.http.MutableHttpResponse;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Answers with a warning what is older than the caller asked for. */
public final class Recency {

    private static final String WARNING = "_warning";
    private static final String STALE = "Data may be stale";

    private Recency() {}

    /** What was found; or the problem that nothing was, which a later read may mend. */
    public static <T> MutableHttpResponse<String> found(
            Answer<Optional<T>> answer, Problem notFound, BiConsumer<JsonWriter, T> members) {
        if (answer.value().isEmpty()) {
            throw (answer.recent()
                            ? notFound
                            : notFound.with(WARNING, STALE).withHeader("Retry-After", "1"))
                    .asException();
        }
        return answer(new Answer<>(answer.value().get(), answer.recent()), members);
    }

    static <T> MutableHttpResponse<String> answer(
            Answer<T> answer, BiConsumer<JsonWriter, T> members) {
        String json =
                JsonWriter.object(writer -> {
                    members.accept(writer, answer.value());
                    if (!answer.recent()) {
                        writer.text(WARNING, STALE);
                    }
                });
        MutableHttpResponse<String> reply = Replies.json(200, json);
        return answer.recent() ? reply : reply.header("Cache-Control", "no-store");
    }
}
