package dev.orderstream.local.openapi;

import dev.orderstream.local.RawHttp;
import dev.orderstream.local.RawHttp.Answer;
import dev.orderstream.local.openapi.FuzzedRequest.Expected;
import dev.orderstream.local.openapi.ValidRequests.Made;
import java.io.IOException;
import java.net.URI;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Requests by a seed, one after another, each of which may be for what those before it have made.
 * About half of them are valid.
 */
final class FuzzedWalk {

    private static final int REDUCTIONS_MAX = 200;

    private final int port;
    private final FuzzedAnswers answers;
    private final RandomGenerator random;
    private final KnownThings things;
    private final ValidRequests valid;
    private final NearlyValidRequests nearlyValid;
    private final WildRequests wild;
    private final Set<String> seen = new TreeSet<>();

    FuzzedWalk(URI service, ApiDescription api, long seed, RandomGenerator random) {
        this.port = service.getPort();
        this.answers = new FuzzedAnswers(api);
        this.random = random;
        this.things = new KnownThings(seed, random);
        FuzzedValues values = new FuzzedValues(api, random, things);
        this.valid = new ValidRequests(api, random, things, values);
        this.nearlyValid = new NearlyValidRequests(api, random, things, values);
        this.wild = new WildRequests(random);
    }

    /**
     * Sends so many requests, and returns which answers came: {@code getOrder 200} and codes of
     * problems.
     */
    Set<String> send(int requests) {
        for (int i = 1; i <= requests; i++) {
            Made made = valid.next();
            FuzzedRequest request = chosen(made);
            try {
                Answer answer = checked(request);
                answers.checkExpected(request, answer);
                learn(made, request, answer);
            } catch (IOException | AssertionError | RuntimeException e) {
                FuzzedRequest smallest = smallest(request);
                throw new AssertionError(
                        "request %d of %d: %s%n%s%n%s"
                                .formatted(i, requests, e.getMessage(), smallest, shown(smallest)),
                        e);
            }
        }
        return seen;
    }

    private FuzzedRequest chosen(Made made) {
        return switch (random.nextInt(40)) {
            case 0, 1 -> or(made, things.continuation(), "gone on with");
            case 2, 3 -> or(made, things.withKey(), "repeated");
            case 4, 5 -> or(made, things.answered(), "asked again");
            // Among all other changes it is so rare that some runs would have none.
            case 6 -> withWrongCursor(made);
            default ->
                    switch (random.nextInt(20)) {
                        case 0, 1, 2, 3, 4, 5, 6, 7, 8 -> made.request();
                        case 9, 10, 11, 12, 13, 14, 15, 16 -> nearlyValid.of(made);
                        default -> wild.of(made);
                    };
        };
    }

    private FuzzedRequest withWrongCursor(Made made) {
        FuzzedRequest known = things.continuation();
        if (known == null) {
            return made.request();
        }
        List<String> wrong =
                known.query().stream()
                        .map(each -> each.startsWith("cursor=") ? each + "A" : each)
                        .toList();
        return known.query(wrong).expecting(Expected.REFUSED, "gone on with a wrong cursor");
    }

    private static FuzzedRequest or(Made made, @Nullable FuzzedRequest known, String how) {
        return known == null ? made.request() : known.expecting(Expected.TAKEN, how);
    }

    /** The answer, of which all holds that holds for any. */
    private Answer checked(FuzzedRequest request) throws IOException {
        long before = EventTableWrites.stored();
        Answer answer = RawHttp.send(port, request.bytes());
        answers.check(request, answer, EventTableWrites.stored() - before);
        return answer;
    }

    private void learn(Made made, FuzzedRequest request, Answer answer) {
        String operation = request.what().split(",", 2)[0];
        seen.add(operation + " " + answer.status());
        seen.add(FuzzedAnswers.code(answer));
        if (answer.status() < 300 && request.expected() == Expected.TAKEN) {
            JsonNode sent = !request.hasBody() ? null : made.json();
            things.learn(
                    request,
                    sent,
                    FuzzedAnswers.json(answer),
                    answer.headers().firstValue("etag").orElse(""));
        }
    }

    /** What is still answered wrongly when parts of the request are left out. */
    private FuzzedRequest smallest(FuzzedRequest failed) {
        FuzzedRequest smallest = failed;
        int tried = 0;
        Iterator<FuzzedRequest> smaller = smallest.smaller().iterator();
        while (smaller.hasNext() && tried++ < REDUCTIONS_MAX) {
            FuzzedRequest next = smaller.next();
            if (fails(next)) {
                smallest = next;
                smaller = smallest.smaller().iterator();
            }
        }
        return smallest;
    }

    private boolean fails(FuzzedRequest request) {
        try {
            checked(request);
            return false;
        } catch (IOException | AssertionError | RuntimeException e) {
            return true;
        }
    }

    private String shown(FuzzedRequest request) {
        try {
            return "is answered now: " + RawHttp.send(port, request.bytes()).text();
        } catch (IOException e) {
            return "is not answered now: " + e;
        }
    }
}
