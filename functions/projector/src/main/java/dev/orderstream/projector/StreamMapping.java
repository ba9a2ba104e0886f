package dev.orderstream.projector;

import java.time.Duration;

/**
 * How the event table's stream is brought to the projector, on a laptop as on AWS: from its
 * beginning, and each record until it goes through, since a view without it would be wrong.
 */
public final class StreamMapping {

    /** As many as one batch's streams can be caught up with well within the timeout. */
    public static final int BATCH_RECORDS_MAX = 100;

    /** None is waited for: the lag counts more than the calls. */
    public static final int BATCH_WINDOW_SECONDS = 0;

    /** One at a time: more would raise the lag of nobody, but contend for one customer's totals. */
    public static final int BATCHES_PER_SHARD = 1;

    /** A batch that fails as a whole goes on in halves, so that one record holds up few others. */
    public static final boolean BISECT = true;

    /** The answer says which records failed, and only those and what follows come again. */
    public static final boolean REPORT_ITEM_FAILURES = true;

    /** No limit, as Lambda writes it: to the retries, and to the age of a record. */
    public static final int UNBOUNDED = -1;

    /** Of one batch. */
    public static final Duration TIMEOUT = Duration.ofSeconds(60);

    private StreamMapping() {}
}
