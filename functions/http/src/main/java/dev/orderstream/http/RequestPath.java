package dev.orderstream.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request's path in two parts: the prefix that the caller used, and the path of the route table.
 * The prefix is a named stage or the base path of a custom domain's API mapping, then {@code
 * /api/v1} where the caller used it. Both parts are decoded.
 *
 * <p>The event does not name the base path. Its route key does name the route, so the last segments
 * of the path are the route's, and the base path is what comes before them. {@code $default} names
 * no route: there, only a named stage is recognised.
 */
record RequestPath(String prefix, String own) {

    static RequestPath of(APIGatewayV2HTTPEvent event, String full) {
        String outer =
                beforeRoute(event.getRouteKey(), full)
                        .orElseGet(() -> stage(event.getRequestContext().getStage(), full));
        boolean versioned = full.startsWith(Routes.PREFIX + "/", outer.length());
        String prefix = versioned ? outer + Routes.PREFIX : outer;
        return new RequestPath(prefix, full.substring(prefix.length()));
    }

    /** The prefix as part of a URI. */
    String encodedPrefix() {
        return prefix.isEmpty() ? "" : Paths.encoded(Paths.segments(prefix));
    }

    /** What the path has before the route of the key, or nothing where it does not end with it. */
    private static Optional<String> beforeRoute(@Nullable String routeKey, String full) {
        if (routeKey == null) {
            return Optional.empty();
        }
        int space = routeKey.indexOf(' ');
        if (space < 0 || !routeKey.startsWith("/", space + 1)) {
            return Optional.empty();
        }
        List<String> template = Paths.segments(routeKey.substring(space + 1));
        List<String> path = Paths.segments(full);
        int before = path.size() - template.size();
        // A greedy variable, {proxy+}, is of any length.
        if (template.getLast().endsWith("+}") || before < 0 || !isPrefix(path.subList(0, before))) {
            return Optional.empty();
        }
        for (int i = 0; i < template.size(); i++) {
            String actual = path.get(before + i);
            boolean fits =
                    Route.isVariable(template.get(i))
                            ? !actual.isEmpty()
                            : actual.equals(template.get(i));
            if (!fits) {
                return Optional.empty();
            }
        }
        int length = path.subList(0, before).stream().mapToInt(each -> each.length() + 1).sum();
        return Optional.of(full.substring(0, length));
    }

    /** In a link, an empty segment at the start would name a host, and dots another path. */
    private static boolean isPrefix(List<String> segments) {
        return segments.stream().noneMatch(each -> List.of("", ".", "..").contains(each));
    }

    private static String stage(@Nullable String name, String full) {
        boolean named = name != null && !name.equals("$default");
        return named && full.startsWith("/" + name + "/") ? "/" + name : "";
    }
}
