package dev.orderstream.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The documents of this checkout, and the commands that they tell people to paste. */
final class DocumentedCommands {

    static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

    private static final Pattern INLINE =
            Pattern.compile(
                    "`((?:[A-Z_]+=\\S+ )?(?:\\./mvnw|\\./run|\\./orders|aws|cdk|sam|infra/aws/prune-versions)"
                            + " [^`]+)`");

    /** One text of a command: quoted, or up to the next space. */
    private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*\"|'[^']*'|[^\\s\"'])+");

    /** What a variable is set to. */
    private static final Pattern SUBSTITUTION = Pattern.compile("^[A-Z]+=\\$\\((.*?)\\).*$");

    private static final String FENCE = "```";

    /** A command as a person would paste it. */
    record Documented(String document, List<String> words) {

        String line() {
            return String.join(" ", words);
        }

        @Override
        public String toString() {
            return document + ": " + line();
        }
    }

    private DocumentedCommands() {}

    /** Each document that people read; generated ones and those of a build are none. */
    static List<Path> documents() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file ->
                            Stream.of("target", "node_modules", ".git")
                                    .noneMatch(name -> file.toString().contains("/" + name + "/")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path document) {
        try {
            return Files.readString(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those in fenced blocks without a language, and those that stand in a sentence or a table. */
    static List<Documented> all() {
        List<Documented> commands = new ArrayList<>();
        for (Path document : documents()) {
            String name = ROOT.relativize(document).toString();
            if (name.startsWith("docs/adr/") || name.equals("CHANGELOG.md")) {
                continue;
            }
            for (String line : fenced(text(document))) {
                for (String part : line.split(" && ", -1)) {
                    add(commands, name, part);
                }
            }
            Matcher inline =
                    INLINE.matcher(unfenced(text(document)).replaceAll("\\s*\\n\\s*", " "));
            while (inline.find()) {
                add(commands, name, inline.group(1));
            }
        }
        return commands;
    }

    private static void add(List<Documented> commands, String document, String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find() && !word.group().matches("#.*|[|>]")) {
            words.add(word.group());
        }
        while (!words.isEmpty() && words.getFirst().matches("[A-Z_]+=.*")) {
            words.removeFirst();
        }
        if (!words.isEmpty()) {
            commands.add(new Documented(document, List.copyOf(words)));
        }
    }

    /** The lines of blocks; where one shows answers, too, its commands begin with a dollar. */
    private static List<String> fenced(String markdown) {
        List<String> lines = new ArrayList<>();
        StringBuilder block = new StringBuilder();
        boolean inside = false;
        boolean commands = false;
        for (String line : markdown.lines().toList()) {
            if (!line.strip().startsWith(FENCE)) {
                block.append(commands ? line + "\n" : "");
            } else {
                if (commands) {
                    addLines(lines, block.toString());
                    block.setLength(0);
                }
                inside = !inside;
                // Other blocks have a language.
                commands = inside && line.strip().equals(FENCE);
            }
        }
        return lines;
    }

    private static void addLines(List<String> lines, String block) {
        String body = block.replaceAll("\\\\\\n\\s*", "");
        boolean answers = body.startsWith("$ ");
        body.lines()
                .filter(line -> !line.isBlank() && (!answers || line.startsWith("$ ")))
                .map(line -> answers ? line.substring(2) : line)
                .map(line -> SUBSTITUTION.matcher(line).replaceFirst("$1"))
                .forEach(lines::add);
    }

    private static String unfenced(String markdown) {
        return Pattern.compile("(?ms)^ *```.*?^ *```$").matcher(markdown).replaceAll("");
    }
}
