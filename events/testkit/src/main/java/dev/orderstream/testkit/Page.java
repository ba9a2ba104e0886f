package dev.orderstream.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A page of the documentation, which tests compare with the code that it shows: all white space is
 * alike, on the page and in what it is compared with.
 */
public record Page(Path file) {

    /** The code blocks of this language. */
    public List<String> blocks(String language) throws IOException {
        return found("(?s)```%s\\n(.*?)```".formatted(language));
    }

    /** What the pattern's first group has caught, wherever the pattern is on the page. */
    public List<String> found(String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(file))
                .results()
                .map(found -> squeezed(found.group(1)))
                .toList();
    }

    /** These files as one text to look for blocks in. */
    public static String squeezed(List<Path> files) throws IOException {
        StringBuilder texts = new StringBuilder();
        for (Path each : files) {
            texts.append(Files.readString(each)).append('\n');
        }
        return squeezed(texts.toString());
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
