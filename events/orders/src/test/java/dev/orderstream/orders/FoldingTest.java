package dev.orderstream.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.Digest;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FoldingTest {

    @ParameterizedTest
    @CsvSource({
        "Müller, muller",
        "MÜLLER, muller",
        "Mu\u0308ller, muller",
        "Ångström, angstrom",
        "A\u030Angstro\u0308m, angstrom",
        "straße, strasse",
        "STRAẞE, strasse",
        "İstanbul, istanbul",
        "IRMAK, irmak",
        "ırmak, irmak",
        "ΟΔΥΣΣΕΥΣ, οδυσσευσ",
        "Ὀδυσσεύς, οδυσσευσ",
        "Łódź, lodz",
        "Đồng, dong",
        "Ærøskøbing, aeroskobing",
        "ŒUVRE, oeuvre",
        "Þórður, thordur",
        "Əliyev, eliyev",
        "ＦＵＬＬ ｗｉｄｔｈ, full width",
        "ﬁnance, finance",
        "ﬃ, ffi",
        "Ёлкин, елкин",
        "МОСКВА, москва",
        "שָׁלוֹם, שלום",
        "مُحَمَّد, محمد",
        "x², x2",
        "O’Brien, o'brien",
        "Saint‐Denis, saint-denis",
        "Saint–Denis, saint-denis",
        "Mül\u00ADler, muller",
        "\uFEFFBOM, bom",
        "❤\uFE0F, ❤",
        "SKU-1.a_b~c, sku-1.a_b~c"
    })
    void what_people_vary_makes_no_difference(String text, String folded) {
        assertThat(Folding.fold(text)).isEqualTo(folded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"東京", "ガラス", "か", "が", "서울", "हिन्दी", "กรุงเทพ", "🎉", "7", "%&+"})
    void what_has_neither_case_nor_accents_stays(String text) {
        assertThat(Folding.fold(text)).isEqualTo(text);
    }

    @Test
    void other_letters_stay_others() {
        assertThat(Folding.fold("が")).isNotEqualTo(Folding.fold("か"));
        assertThat(Folding.fold("б")).isNotEqualTo(Folding.fold("b"));
        assertThat(Folding.fold("कि")).isNotEqualTo(Folding.fold("क"));
    }

    @Test
    void every_letter_is_folded_whatever_its_case_and_normal_form_and_only_once() {
        letters(0, Character.MAX_CODE_POINT)
                .forEach(letter -> {
                    String folded = Folding.fold(letter);
                    assertThat(Folding.fold(folded)).as(letter).isEqualTo(folded);
                    assertThat(Folding.fold(letter.toUpperCase(Locale.ROOT)))
                            .as(letter)
                            .isEqualTo(folded);
                    assertThat(Folding.fold(letter.toLowerCase(Locale.ROOT)))
                            .as(letter)
                            .isEqualTo(folded);
                    for (Form form : Form.values()) {
                        assertThat(Folding.fold(Normalizer.normalize(letter, form)))
                                .as(letter)
                                .isEqualTo(folded);
                    }
                });
    }

    /** Words are stored as they were folded: another folding finds them only after a rebuild. */
    @Test
    void the_letters_of_europe_are_folded_as_they_have_always_been() {
        String all =
                Stream.of(letters(0, 0x24F), letters(0x400, 0x52F), letters(0x1E00, 0x1EFF))
                        .flatMap(letters -> letters)
                        .map(Folding::fold)
                        .collect(Collectors.joining(" "));

        assertThat(Digest.of(all).hex()).isEqualTo("9912086370eeec90054e8bd4dfe1a700");
    }

    private static Stream<String> letters(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .filter(c -> Character.isDefined(c) && Character.getType(c) != Character.SURROGATE)
                .mapToObj(Character::toString);
    }
}
