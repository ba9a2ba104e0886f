package dev.orderstream.dynamodb;

import dev.orderstream.dynamodb.TableDefinition.Holds;
import dev.orderstream.dynamodb.TableDefinition.Index;
import dev.orderstream.dynamodb.TableDefinition.KeyAttribute;
import dev.orderstream.eventsourcing.projector.Heartbeat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The three kinds of tables under a common prefix: events, a read model per generation, control.
 */
public record Tables(String prefix) {

    static final String STREAM_ID = "stream_id";
    static final String VERSION = "version";
    static final String OWNER = "owner";
    static final String PK = "pk";
    static final String SK = "sk";
    static final String LIST_OWNER = "list_owner";
    static final String LIST_GROUP = "list_group";
    static final String LIST_SORT = "list_sort";
    static final String SUMMARY = "summary";
    static final String REVISION = "revision";
    static final String BY_OWNER = "by_owner";
    static final String BY_GROUP = "by_group";

    /**
     * What the names of the heartbeats' streams begin with, the partition keys of the event table.
     */
    public static final String HEARTBEATS = Heartbeat.CATEGORY + "-";

    /** The tables of a stack that was given no other name. */
    public static final Tables STANDARD = new Tables("orderstream");

    /** One immutable item per commit, streamed to the projector. */
    public TableDefinition events() {
        return new TableDefinition(
                prefix + "-events",
                new KeyAttribute(STREAM_ID, Holds.TEXT),
                new KeyAttribute(VERSION, Holds.NUMBER),
                true,
                List.of());
    }

    /**
     * One generation of the read model. Its two indexes hold the rows of lists: all that one owner
     * has, and those of one group of them. They copy a view's summary alone, so that a page of a
     * list costs a fraction of its views.
     */
    public TableDefinition readModel(int generation) {
        KeyAttribute sort = new KeyAttribute(LIST_SORT, Holds.TEXT);
        List<String> copied = List.of(VERSION, SUMMARY);
        return keyed(
                readModelPrefix() + generation,
                List.of(
                        new Index(BY_OWNER, new KeyAttribute(LIST_OWNER, Holds.TEXT), sort, copied),
                        new Index(
                                BY_GROUP, new KeyAttribute(LIST_GROUP, Holds.TEXT), sort, copied)));
    }

    /**
     * The names of all generations' tables, as rights are written: a pattern for each first digit
     * of a number. A single {@code *} would also match the tables of other prefixes, as {@code
     * orders-read-eu-events} for {@code orders}.
     */
    public List<String> readModels() {
        return IntStream.rangeClosed(1, 9)
                .mapToObj(digit -> readModelPrefix() + digit + "*")
                .toList();
    }

    /** Whether a table of this name is a generation's. */
    boolean isReadModel(String name) {
        return name.startsWith(readModelPrefix());
    }

    private String readModelPrefix() {
        return prefix + "-read-";
    }

    /** What outlives a generation: which one serves. */
    public TableDefinition control() {
        return keyed(prefix + "-control", List.of());
    }

    private static TableDefinition keyed(String name, List<Index> indexes) {
        return new TableDefinition(
                name,
                new KeyAttribute(PK, Holds.TEXT),
                new KeyAttribute(SK, Holds.TEXT),
                false,
                indexes);
    }
}
