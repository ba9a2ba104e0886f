package dev.orderstream.runtime;

/** What metrics are called in CloudWatch: what functions log, and what alarms look at. */
public final class MetricNames {

    public static final String NAMESPACE = "Orderstream";

    /** Its value is the prefix of the tables' names. */
    public static final String DIMENSION = "TablePrefix";

    /** From commit to view, in milliseconds. */
    public static final String LAG = "Lag";

    public static final String BATCH_SIZE = "BatchSize";
    public static final String VIEWS_WRITTEN = "ViewsWritten";
    public static final String GAPS_REPAIRED = "GapsRepaired";
    public static final String DUPLICATES_SKIPPED = "DuplicatesSkipped";

    /** Streams that a batch has parked for a fault that lasts, in any generation. */
    public static final String PARKED = "Parked";

    /** That stand parked in the serving generation, as each minute finds them. */
    public static final String PARKED_STREAMS = "ParkedStreams";

    /** Records that are no INSERT, or one whose keys are no commit's. */
    public static final String FOREIGN_RECORDS = "ForeignRecords";

    /** From the sending of a heartbeat to its arrival, in milliseconds; there are some a minute. */
    public static final String HEARTBEAT_LAG = "HeartbeatLag";

    /**
     * How far the projector is behind, in milliseconds, as {@code lag_ms} has it: each minute, even
     * where no projector runs, and for each batch that is late.
     */
    public static final String LAG_ESTIMATE = "LagEstimate";

    /** Rebuilds and verifications that have failed: each counts once. */
    public static final String OPERATIONS_FAILED = "OperationsFailed";

    /** Rebuilds and verifications that run without anybody at work, as each minute finds them. */
    public static final String OPERATIONS_WITHOUT_WORKER = "OperationsWithoutWorker";

    /** Answers of one status, which follows: {@code Answers401}. The access log counts them. */
    public static final String ANSWERS = "Answers";

    /** Requests to read tables that DynamoDB throttled, each try counted by itself. */
    public static final String READ_TABLE_THROTTLES = "ReadTableThrottles";

    private MetricNames() {}
}
