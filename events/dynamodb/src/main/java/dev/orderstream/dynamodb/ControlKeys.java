package dev.orderstream.dynamodb;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The primary key of an item of the control table. The partition keys are public, since rights are
 * on them; one that ends with {@code #} begins the keys of several partitions.
 */
public final class ControlKeys {

    /** The ledger of generations, and how read tables are created. */
    public static final String GENERATIONS = "READ-MODEL";

    /** The notices of a generation's parked streams, by its number. */
    public static final String PARKED = "PARKED#";

    /** The discarded commits of a stream, by its name. */
    public static final String DISCARDED = "DISCARDED#";

    /** A rebuild or a verification, by its id. */
    public static final String OPERATION = "OPERATION#";

    /** What runs, of each kind of operation. */
    public static final String RUNNING = "RUNNING";

    /** The notes of heartbeats and late batches, which the lag is estimated from. */
    public static final String HEARTBEAT = "HEARTBEAT";

    /** The leases of long waits, one per place, by its number. */
    public static final String WAIT = "WAIT#";

    private ControlKeys() {}

    static Map<String, AttributeValue> of(String pk, String sk) {
        return Map.of(Tables.PK, AttributeValue.fromS(pk), Tables.SK, AttributeValue.fromS(sk));
    }

    static Map<String, AttributeValue> of(Map<String, AttributeValue> item) {
        return Map.of(
                Tables.PK, Required.attribute(item, Tables.PK),
                Tables.SK, Required.attribute(item, Tables.SK));
    }
}
