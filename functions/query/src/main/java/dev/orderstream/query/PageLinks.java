package dev.orderstream.query;

import static dev.orderstream.query.PageParameters.CURSOR;
import static dev.orderstream.query.PageParameters.PAGE;

import dev.orderstream.http.HttpCall;
import dev.orderstream.orders.ListPart;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Link header of a list (RFC 8288): its first, previous, next and last page as far as they
 * exist, relative to the host, with the caller's own filters. Where pages end, the next one is
 * behind a cursor.
 */
record PageLinks(HttpCall call) {

    private static final int CHARACTERS_MAX = 8_000;

    /** What says which part is shown, or what was waited for: no filter. */
    private static final Set<String> LEFT_OUT =
            Set.of(
                    PAGE,
                    CURSOR,
                    AwaitedVersion.EXPECTED_VERSION,
                    AwaitedVersion.STREAM_ID,
                    AwaitedVersion.TIMEOUT);

    String of(ListPart part, long total, @Nullable String nextCursor) {
        return of(part, total, true, nextCursor);
    }

    /**
     * @param exact whether the total is that, and so known which page is the last
     */
    String of(ListPart part, long total, boolean exact, @Nullable String nextCursor) {
        List<String> links = new ArrayList<>();
        links.add(page(1, "first"));
        switch (part) {
            case ListPart.After after -> {
                if (nextCursor != null) {
                    links.add(link(CURSOR, nextCursor, "next"));
                }
            }
            case ListPart.Page page -> addAround(links, page, total, exact, nextCursor);
        }
        return bounded(links);
    }

    /** As many as a header may have: a long search in four links would pass what gateways take. */
    private static String bounded(List<String> links) {
        StringBuilder header = new StringBuilder();
        for (String link : links) {
            if (header.length() + link.length() > CHARACTERS_MAX) {
                break;
            }
            header.append(header.isEmpty() ? "" : ", ").append(link);
        }
        return header.toString();
    }

    private void addAround(
            List<String> links,
            ListPart.Page page,
            long total,
            boolean exact,
            @Nullable String nextCursor) {
        long last = Math.max(1, Math.ceilDiv(total, (long) page.size()));
        long reachable = PageParameters.ROWS_MAX / page.size();
        if (page.number() > 1) {
            links.add(page(Math.min(page.number() - 1, last), "prev"));
        }
        if (page.number() < Math.min(last, reachable)) {
            links.add(page(page.number() + 1, "next"));
        } else if (nextCursor != null) {
            links.add(link(CURSOR, nextCursor, "next"));
        }
        if (exact && last <= reachable) {
            links.add(page(last, "last"));
        }
    }

    private String page(long number, String relation) {
        return link(PAGE, Long.toString(number), relation);
    }

    private String link(String name, String value, String relation) {
        Stream<String> filters =
                call.query().values().entrySet().stream()
                        .filter(parameter -> !LEFT_OUT.contains(parameter.getKey()))
                        .map(parameter ->
                                parameter(parameter.getKey(), parameter.getValue().getFirst()));
        String query =
                Stream.concat(filters, Stream.of(parameter(name, value)))
                        .collect(Collectors.joining("&"));
        return "<%s?%s>; rel=\"%s\"".formatted(call.instance(), query, relation);
    }

    private static String parameter(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
