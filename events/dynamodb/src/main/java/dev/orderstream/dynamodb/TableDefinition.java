package dev.orderstream.dynamodb;

import java.util.List;

/**
 * A table as every run makes it, on a laptop as on AWS: its name, its keys, whether its inserts are
 * streamed (as new images), and its indexes.
 */
public record TableDefinition(
        String name,
        KeyAttribute partition,
        KeyAttribute sort,
        boolean streamed,
        List<Index> indexes) {

    public TableDefinition {
        indexes = List.copyOf(indexes);
    }

    /** A key attribute. */
    public record KeyAttribute(String name, Holds type) {}

    /** What a key attribute holds. */
    public enum Holds {
        TEXT,
        NUMBER
    }

    /** A secondary index; of the attributes only these are copied into it. */
    public record Index(
            String name, KeyAttribute partition, KeyAttribute sort, List<String> copied) {
        public Index {
            copied = List.copyOf(copied);
        }
    }
}
