package dev.orderstream.infra;

import dev.orderstream.http.Cors;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Parsers of the values of settings. Each returns the value or throws an {@link
 * IllegalArgumentException} whose message says what was expected.
 */
final class Values {

    /** Short enough that every name made of it is within 64 characters. */
    private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9-]{1,28}[a-z0-9]");

    /**
     * A stack's functions may use every table whose name starts with its prefix, {@code -read-} and
     * a digit. A stack with such a prefix would have tables that another stack may write.
     */
    private static final Pattern OF_ANOTHER_STACK = Pattern.compile("-read-[0-9]");

    private static final Pattern EMAIL =
            Pattern.compile(
                    "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@"
                            + "(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+"
                            + "[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]");

    private static final int EMAIL_CHARACTERS_MAX = 254;
    private static final Pattern AUDIENCE = Pattern.compile("[\\x21-\\x7e]{1,256}");

    private Values() {}

    static String prefix(String value) {
        if (!PREFIX.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "expected 3 to 30 characters of a-z, 0-9 and -, a letter first and no - last");
        }
        if (OF_ANOTHER_STACK.matcher(value).find()) {
            throw new IllegalArgumentException(
                    "expected no -read- with a digit in it, because the functions of another stack"
                            + " may write tables of that name");
        }
        return value;
    }

    static boolean flag(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("expected true or false");
        };
    }

    static boolean isOn(String value) {
        return switch (value) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException("expected on or off");
        };
    }

    static int wholeNumber(String value, int min, int max) {
        String expected = "expected a whole number from %d to %d".formatted(min, max);
        try {
            int number = Integer.parseInt(value);
            if (number < min || number > max || !Integer.toString(number).equals(value)) {
                throw new IllegalArgumentException(expected);
            }
            return number;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(expected, e);
        }
    }

    static String email(String value) {
        String expected = "expected an email address such as ops@example.com";
        if (value.length() > EMAIL_CHARACTERS_MAX
                || !EMAIL.matcher(value).matches()
                || value.startsWith(".")
                || value.contains("..")
                || value.contains(".@")) {
            throw new IllegalArgumentException(expected);
        }
        return value;
    }

    /** As the tokens have it in {@code iss}, with or without the last slash. */
    static String issuer(String value) {
        String expected = "expected https://HOST or https://HOST/PATH, as in the tokens' iss";
        URI uri = uri(value, expected);
        if (!"https".equals(uri.getScheme())
                || uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(expected);
        }
        return value;
    }

    static String audience(String value) {
        if (!AUDIENCE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "expected 1 to 256 visible ASCII characters without spaces, as in the tokens'"
                            + " aud");
        }
        return value;
    }

    static List<String> origins(String value) {
        return Arrays.stream(value.split(",", -1)).map(String::strip).map(Values::origin).toList();
    }

    /** As browsers send it: anything else would be deployed and never match. */
    private static String origin(String value) {
        if (!Cors.origin(value).equals(Optional.of(value))) {
            throw new IllegalArgumentException(
                    "expected origins such as https://shop.example.com, with commas between: scheme"
                            + " and host in lower case, no path, no default port");
        }
        return value;
    }

    private static URI uri(String value, String expected) {
        try {
            return new URI(value);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(expected, e);
        }
    }
}
