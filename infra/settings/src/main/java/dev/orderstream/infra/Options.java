package dev.orderstream.infra;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The choices that each deployment may make; each has a default that every account accepts.
 *
 * @param queryConcurrency instances that are reserved for the query function; empty for none
 * @param tableKey the customer-managed key that encrypts all tables; empty for the key that AWS
 *     manages for DynamoDB
 * @param tracing whether the functions send traces to AWS X-Ray
 * @param defaultEndpoint whether API Gateway's own address answers; custom domains always do
 */
record Options(
        OptionalInt queryConcurrency,
        Optional<TableKey> tableKey,
        boolean tracing,
        boolean defaultEndpoint) {

    /** Which customer-managed key encrypts the tables. */
    sealed interface TableKey {

        /** A key that the stack creates. */
        record Created() implements TableKey {}

        /** A key that exists. */
        record Existing(String arn) implements TableKey {}
    }

    static final Options DEFAULT = new Options(OptionalInt.empty(), Optional.empty(), false, true);

    /** Half of it may wait, and the other half answers meanwhile. */
    private static final int QUERY_CONCURRENCY_MIN = 2;

    private static final int QUERY_CONCURRENCY_MAX = 100_000;

    /** By its id: an alias may name another key tomorrow, and rights are on keys. */
    private static final Pattern KEY_ARN =
            Pattern.compile("arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+");

    static Options read(ContextReader reader) {
        return new Options(
                reader.optional("queryConcurrency", Options::queryConcurrency)
                        .map(OptionalInt::of)
                        .orElse(OptionalInt.empty()),
                reader.optional("kmsKey", Options::tableKey),
                reader.or("tracing", Values::isOn, false),
                reader.or("defaultEndpoint", Values::isOn, true));
    }

    private static int queryConcurrency(String text) {
        return Values.wholeNumber(text, QUERY_CONCURRENCY_MIN, QUERY_CONCURRENCY_MAX);
    }

    private static TableKey tableKey(String text) {
        if (text.equals("create")) {
            return new TableKey.Created();
        }
        if (KEY_ARN.matcher(text).matches()) {
            return new TableKey.Existing(text);
        }
        throw new IllegalArgumentException("expected create or arn:aws:kms:REGION:ACCOUNT:key/ID");
    }
}
