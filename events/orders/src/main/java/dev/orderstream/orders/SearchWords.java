package dev.orderstream.orders;

import dev.orderstream.eventsourcing.InvalidValueException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The words of a search, each of which an order must have; none: any order will do. They are
 * folded, so that it does not matter how somebody has typed them.
 */
public record SearchWords(Set<String> words) {

    public static final SearchWords NONE = new SearchWords(Set.of());

    /** Of the text that they are read from. */
    public static final int CHARACTERS_MAX = 200;

    public static final int WORDS_MAX = 10;

    /** A longer word is known by its beginning. A key of DynamoDB holds as many. */
    private static final int WORD_CHARACTERS_MAX = 200;

    private static final Pattern WHITE_SPACE =
            Pattern.compile("[\\s\\p{Z}]+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern PUNCTUATION = Pattern.compile("\\p{P}+");

    public SearchWords {
        words = Set.copyOf(words);
    }

    /**
     * The words that a text consists of, with white space between them.
     *
     * @throws InvalidValueException where it is too long, has no words or too many, or a character
     *     that no text has
     */
    public static SearchWords parse(String text) {
        if (text.codePointCount(0, text.length()) > CHARACTERS_MAX) {
            throw new InvalidValueException(
                    "too-long", "expected at most %d characters".formatted(CHARACTERS_MAX));
        }
        // A tab or a line break is white space here, which parts words.
        if (text.codePoints().anyMatch(c -> !Character.isWhitespace(c) && Texts.isForbidden(c))) {
            throw Texts.forbiddenCharacter();
        }
        List<String> words = split(text).toList();
        if (words.isEmpty()) {
            throw new InvalidValueException("blank", "expected a word, not only white space");
        }
        if (words.size() > WORDS_MAX) {
            throw new InvalidValueException(
                    "too-many-words", "expected at most %d words".formatted(WORDS_MAX));
        }
        return new SearchWords(Set.copyOf(new TreeSet<>(words)));
    }

    /** In one order, whatever the order was in which they came. */
    public SortedSet<String> sorted() {
        return new TreeSet<>(words);
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    /** The word that an id is. */
    static String ofId(String id) {
        return cut(Folding.fold(id));
    }

    /** The words of a name: those between white space, and those between punctuation, too. */
    static List<String> ofName(@Nullable String name) {
        List<String> words = new ArrayList<>();
        if (name != null) {
            split(name)
                    .forEach(word -> {
                        words.add(word);
                        Arrays.stream(PUNCTUATION.split(word))
                                .filter(part -> !part.isEmpty())
                                .forEach(words::add);
                    });
        }
        return words;
    }

    private static Stream<String> split(String text) {
        return WHITE_SPACE
                .splitAsStream(Folding.fold(text))
                .filter(word -> !word.isEmpty())
                .map(SearchWords::cut);
    }

    private static String cut(String word) {
        return word.codePointCount(0, word.length()) <= WORD_CHARACTERS_MAX
                ? word
                : word.substring(0, word.offsetByCodePoints(0, WORD_CHARACTERS_MAX));
    }
}
