package dev.orderstream.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Paths as segments: split, and encoded again for a URI. */
final class Paths {

    private Paths() {}

    /**
     * The segments of a path that starts with a slash; a trailing slash makes an empty last one,
     * which no route has.
     */
    static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    /**
     * A URI path that Micronaut, which decodes each variable once, reads back as these segments.
     */
    static String encoded(List<String> segments) {
        return segments.stream()
                .map(Paths::encodedSegment)
                .collect(Collectors.joining("/", "/", ""));
    }

    private static String encodedSegment(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
