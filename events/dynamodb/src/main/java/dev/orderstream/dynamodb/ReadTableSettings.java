package dev.orderstream.dynamodb;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How read tables are created: the key that encrypts them and their tags. A deployment stores these
 * settings in the control table, so that the functions and the command line create read tables
 * alike.
 *
 * @param key the ARN of a KMS key, or {@link #AWS_MANAGED_KEY}; empty for the key that DynamoDB
 *     owns
 */
public record ReadTableSettings(Optional<String> key, Map<String, String> tags) {

    /** Names the key that AWS manages for DynamoDB in each account. */
    public static final String AWS_MANAGED_KEY = "alias/aws/dynamodb";

    /** The settings where no deployment has stored any, as on a laptop. */
    public static final ReadTableSettings NONE = new ReadTableSettings(Optional.empty(), Map.of());

    public ReadTableSettings {
        tags = Map.copyOf(tags);
    }

    /**
     * Reads {@code name=value} pairs with commas between them.
     *
     * @throws IllegalArgumentException where a pair has no name or no {@code =}
     */
    public static Map<String, String> parseTags(String text) {
        Map<String, String> tags = new TreeMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "expected name=value pairs with commas between them, got " + text);
            }
            tags.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return tags;
    }
}
