package dev.orderstream.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether a caller accepts a success: its media type, and that it is not compressed. */
final class Acceptable {

    private static final Pattern WEIGHT_0 = Pattern.compile("q\\s*=\\s*0(\\.0*)?");

    private Acceptable() {}

    /**
     * @throws ProblemException 406 where the caller does not
     */
    static void check(Headers headers, String mediaType) {
        String family = mediaType.substring(0, mediaType.indexOf('/')) + "/*";
        if (!accepts(headers.find("accept").orElse(""), List.of(mediaType, family, "*/*"), false)) {
            throw Problem.of(
                            ProblemType.NOT_ACCEPTABLE,
                            "Accept %s, or anything.".formatted(mediaType))
                    .asException();
        }
        if (!accepts(headers.find("accept-encoding").orElse(""), List.of("identity", "*"), true)) {
            throw Problem.of(
                            ProblemType.NOT_ACCEPTABLE,
                            "Accept-Encoding: accept identity. Answers are not compressed.")
                    .asException();
        }
    }

    /**
     * Whether the header accepts what the names mean, from the most specific one to the least: the
     * first one that the header has decides.
     *
     * @param byDefault for what the header does not mention; an empty header accepts everything
     */
    private static boolean accepts(String header, List<String> names, boolean byDefault) {
        if (header.isBlank()) {
            return true;
        }
        List<String[]> ranges =
                Arrays.stream(header.toLowerCase(Locale.ROOT).split(",", -1))
                        .map(range -> range.split(";", -1))
                        .toList();
        return names.stream()
                .flatMap(name -> weights(ranges, name).limit(1))
                .findFirst()
                .orElse(byDefault);
    }

    /** Of each range of this name, whether its weight is more than 0. */
    private static Stream<Boolean> weights(List<String[]> ranges, String name) {
        return ranges.stream()
                .filter(parts -> parts[0].strip().equals(name))
                .map(parts ->
                        Arrays.stream(parts)
                                .skip(1)
                                .noneMatch(part -> WEIGHT_0.matcher(part.strip()).matches()));
    }
}
