package dev.orderstream.query;

import dev.orderstream.eventsourcing.Digest;
import dev.orderstream.eventsourcing.view.ReadYourWrites.Answer;
import dev.orderstream.http.HttpCall;
import dev.orderstream.http.JsonWriter;
import dev.orderstream.http.Problem;
import dev.orderstream.http.ProblemException;
import dev.orderstream.http.Replies;
import io.micronaut.http.MutableHttpResponse;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;

/**
 * What queries answer: with a tag, by which a caller asks for it again only when it has changed; or
 * with a warning, where it is older than the caller waited for.
 */
public final class QueryAnswers {

    private static final String WARNING = "_warning";
    private static final String STALE = "Data may be stale";
    private static final String CACHE_CONTROL = "Cache-Control";
    private static final int TAG_DIGITS = 16;

    private QueryAnswers() {}

    /** What was found; or the problem that nothing was, which a later read may mend. */
    public static <T> MutableHttpResponse<String> found(
            HttpCall call,
            Answer<Optional<T>> answer,
            ToLongFunction<T> version,
            Problem notFound,
            BiConsumer<JsonWriter, T> members) {
        T found = answer.value().orElseThrow(() -> notFound(notFound, answer.recent()));
        return answer(
                call, new Answer<>(found, answer.recent()), version.applyAsLong(found), members);
    }

    /** The problem that nothing was found, with the warning where that is not recent. */
    static ProblemException notFound(Problem problem, boolean recent) {
        return (recent ? problem : problem.with(WARNING, STALE).withHeader("Retry-After", "1"))
                .asException();
    }

    /**
     * What is there, with its tag, by which {@code ReadConditions} tells whether the caller has it.
     *
     * @param version what the tag begins with, which commands compare: 0 for what has none
     */
    public static <T> MutableHttpResponse<String> answer(
            HttpCall call, Answer<T> answer, long version, BiConsumer<JsonWriter, T> members) {
        String json =
                JsonWriter.object(writer -> {
                    members.accept(writer, answer.value());
                    if (!answer.recent()) {
                        writer.text(WARNING, STALE);
                    }
                });
        if (!answer.recent()) {
            return Replies.json(200, json).header(CACHE_CONTROL, "no-store");
        }
        String tag = "\"%d-%s\"".formatted(version, digest(json));
        // Whoever keeps it asks each time whether it still holds.
        return Replies.json(200, json)
                .header("ETag", tag)
                .header(CACHE_CONTROL, "private, no-cache");
    }

    /** What tells a text from any other, short enough for a tag. */
    public static String digest(String text) {
        return Digest.of(text).hex().substring(0, TAG_DIGITS);
    }
}
