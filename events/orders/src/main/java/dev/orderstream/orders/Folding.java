package dev.orderstream.orders;

import com.anyascii.AnyAscii;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.Set;

/**
 * Takes away from a text what people leave out or vary when they type it again: case, accents, the
 * form of a letter (full width, ligature, stroke), invisible characters, the kind of dash or
 * apostrophe. What is folded stays the same when it is folded again.
 *
 * <p>Stored words are folded by it: when it changes, the read model has to be rebuilt.
 */
final class Folding {

    /**
     * Scripts whose marks are accents, or vowels that are mostly left out. Elsewhere a mark is part
     * of the letter. Marks that go with many scripts are {@code INHERITED}.
     */
    private static final Set<UnicodeScript> SCRIPTS_OF_ACCENTS =
            Set.of(
                    UnicodeScript.INHERITED,
                    UnicodeScript.CYRILLIC,
                    UnicodeScript.HEBREW,
                    UnicodeScript.ARABIC);

    /** A letter in upper case. */
    private static final int IOTA_SUBSCRIPT = 0x345;

    private static final int ASCII_MAX = 0x7F;

    private Folding() {}

    static String fold(String text) {
        StringBuilder folded = new StringBuilder();
        // Taken apart before, since a ligature has no case, and again after, since a capital may
        // have come with accents of its own.
        Normalizer.normalize(caseless(Normalizer.normalize(text, Form.NFKD)), Form.NFKD)
                .codePoints()
                .filter(c -> !isAccent(c) && Character.getType(c) != Character.FORMAT)
                .forEach(c -> append(c, folded));
        return Normalizer.normalize(folded, Form.NFC);
    }

    private static boolean isAccent(int c) {
        return Character.getType(c) == Character.NON_SPACING_MARK
                && SCRIPTS_OF_ACCENTS.contains(UnicodeScript.of(c))
                && !isVoicingMark(c)
                && c != IOTA_SUBSCRIPT;
    }

    /** Of kana: が is another letter than か. */
    private static boolean isVoicingMark(int c) {
        return c == 0x3099 || c == 0x309A;
    }

    /**
     * The full case folding: ß becomes ss, and each sigma the same. Upper case alone would keep ẞ,
     * and lower case of a whole text would end a word with another sigma.
     */
    private static String caseless(String text) {
        return text.toLowerCase(Locale.ROOT)
                .toUpperCase(Locale.ROOT)
                .codePoints()
                .map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static void append(int c, StringBuilder folded) {
        if (Character.getType(c) == Character.DASH_PUNCTUATION) {
            folded.append('-');
        } else if (isApostrophe(c)) {
            folded.append('\'');
        } else if (c > ASCII_MAX && UnicodeScript.of(c) == UnicodeScript.LATIN) {
            folded.append(plain(Character.toString(c)));
        } else {
            folded.appendCodePoint(c);
        }
    }

    private static boolean isApostrophe(int c) {
        return c == '\u2018' || c == '\u2019' || c == '\u201B' || c == '\u02BC';
    }

    /** A Latin letter by plain ones: l for ł, oe for œ. One that has none stays. */
    private static String plain(String letter) {
        String plain = AnyAscii.transliterate(letter).toLowerCase(Locale.ROOT);
        boolean isText = !plain.isEmpty() && plain.chars().allMatch(c -> c >= 'a' && c <= 'z');
        return isText ? plain : letter;
    }
}
