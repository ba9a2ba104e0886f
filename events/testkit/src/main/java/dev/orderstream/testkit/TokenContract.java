package dev.orderstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.view.Tokens;
import dev.orderstream.eventsourcing.view.ViewStore;
import dev.orderstream.eventsourcing.view.ViewStore.Span;
import dev.orderstream.eventsourcing.view.ViewStore.TokenQuery;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Things are found by their words, in the order of their places. */
abstract class TokenContract {

    private static final int MANY = 10_000;

    abstract ViewStore views();

    @Test
    void a_word_that_nothing_has_finds_nothing() {
        assertFound(newWord(), true, MANY);
    }

    @Test
    void a_thing_is_found_by_each_of_its_words() {
        String one = newWord();
        String other = newWord();

        put("1", one, other);

        assertFound(one, true, MANY, "1");
        assertFound(other, true, MANY, "1");
    }

    @Test
    void places_are_sorted_both_ways() {
        String word = newWord();
        List.of("2026-02#b", "2026-01#z", "2026-10#a", "2026-02#a")
                .forEach(place -> put(place, word));

        assertFound(word, true, MANY, "2026-01#z", "2026-02#a", "2026-02#b", "2026-10#a");
        assertFound(word, false, MANY, "2026-10#a", "2026-02#b", "2026-02#a", "2026-01#z");
    }

    @Test
    void the_same_again_changes_nothing() {
        String word = newWord();
        put("1", word);
        put("2", word, newWord());

        put("1", word);
        put("2", word);

        assertFound(word, true, MANY, "1", "2");
    }

    @Test
    void no_more_is_found_than_asked_for() {
        String word = newWord();
        List.of("3", "1", "2").forEach(place -> put(place, word));

        assertFound(word, true, 1, "1");
        assertFound(word, false, 2, "3", "2");
        assertFound(word, true, 3, "1", "2", "3");
    }

    @Test
    void a_part_lies_between_two_places_also_between_such_that_nothing_has() {
        String word = newWord();
        List.of("1", "2", "3", "5").forEach(place -> put(place, word));

        assertFound(word, new Span(true, "2", null, MANY), "3", "5");
        assertFound(word, new Span(false, "4", null, MANY), "3", "2", "1");
        assertFound(word, new Span(true, null, "3", MANY), "1", "2");
        assertFound(word, new Span(false, null, "1", MANY), "5", "3", "2");
        assertFound(word, new Span(true, "1", "5", MANY), "2", "3");
        assertFound(word, new Span(false, "5", "1", MANY), "3", "2");
        assertFound(word, new Span(true, "0", "4", 2), "1", "2");
        assertFound(word, new Span(false, "4", "0", 2), "3", "2");
        assertFound(word, new Span(true, "1", "5", 1), "2");
        assertFound(word, new Span(true, "3", "4", MANY));
        assertFound(word, new Span(true, "3", "3", MANY));
        assertFound(word, new Span(true, "5", "1", MANY));
        assertFound(word, new Span(false, "1", "5", MANY));
        assertFound(word, new Span(false, "1", null, MANY));
    }

    @Test
    void words_that_resemble_each_other_find_their_own() {
        String word = newWord();
        put("1", word);
        put("2", word + "1");
        put("3", word + "#");
        put("4", word.substring(0, word.length() - 1));
        put("5", word.toUpperCase(Locale.ROOT));

        assertFound(word, true, MANY, "1");
    }

    @Test
    void a_word_of_any_script_finds_up_to_200_characters_of_four_bytes() {
        for (String letter : List.of("ж", "東", "é", "👩", "\u0000", " ", "#", "'", "\"", "\\")) {
            String word = newWord() + letter.repeat(140);
            put("1", word);

            assertFound(word, true, MANY, "1");
        }
        String longest = "👩".repeat(199) + newWord().charAt(0);
        put(longest.substring(398), longest);
        assertThat(views().tokened(new TokenQuery(longest, new Span(true, null, null, MANY))))
                .isNotEmpty();
    }

    @Test
    void a_thing_may_have_many_words() {
        Set<String> words =
                IntStream.range(0, 130).mapToObj(n -> newWord()).collect(Collectors.toSet());

        views().putAhead("THING#1", List.of(), new Tokens("1", words));

        for (String word : words) {
            assertFound(word, true, MANY, "1");
        }
    }

    @Test
    void all_of_many_places_are_found() {
        String word = newWord();
        // More than fits a page of DynamoDB's answer.
        String long900 = "x".repeat(900);
        List<String> places = IntStream.range(1_000, 2_300).mapToObj(n -> n + long900).toList();
        places.forEach(place -> put(place, word));

        assertFound(word, true, MANY, places.toArray(String[]::new));
        assertFound(word, false, 1_290, places.reversed().subList(0, 1_290).toArray(String[]::new));
    }

    private static String newWord() {
        return UUID.randomUUID().toString();
    }

    private void put(String place, String... words) {
        views().putAhead("THING#1", List.of(), new Tokens(place, Set.of(words)));
    }

    private void assertFound(String word, boolean ascending, int max, String... places) {
        assertFound(word, new Span(ascending, null, null, max), places);
    }

    private void assertFound(String word, Span span, String... places) {
        Eventually.check(() ->
                assertThat(views().tokened(new TokenQuery(word, span))).containsExactly(places));
    }
}
