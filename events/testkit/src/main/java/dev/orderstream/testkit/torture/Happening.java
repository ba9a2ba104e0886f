package dev.orderstream.testkit.torture;

/** What a torture does to those in it, and what comes of that. */
public enum Happening {
    /** A request never got there. */
    REQUEST_LOST,
    /** A request was carried out and its answer never came. */
    ANSWER_LOST,
    /** As above, and the client's own second request was told that somebody else was faster. */
    ANSWER_LOST_AND_RETRIED,
    /** A request was carried out long after its sender had given it up. */
    REQUEST_LATE,
    /** A request took very long. */
    SLOW,
    /** A store was out of capacity. */
    THROTTLED,
    /** An invocation died between two calls. */
    CRASHED,
    /** An invocation was at its end after 15 minutes. */
    OUT_OF_TIME,
    /** A record came twice. */
    DOUBLED,
    /** A record came later than one that was written after it. */
    OVERTAKEN,
    /** A doorbell came without its commit. */
    WITHOUT_COMMIT,
    /** Records went to the destination for failures. */
    DROPPED,
    /** Records came back from there. */
    REDRIVEN,
    /** A batch was worked on by two projectors at once. */
    SECOND_PROJECTOR,
    /** A whole batch came again. */
    BATCH_REPEATED,
    /** A part of a batch came again. */
    PART_REPEATED,
    /** More streams were stuck at once than may be parked. */
    TOO_MANY_STUCK,
    /** The event store was asked for commits that the doorbells lacked. */
    GAP_READ,
    /** Another writer of the same view was faster. */
    RACE_LOST,
    /** A stream was parked in the generation that serves. */
    PARKED,
    /** A stream was parked in a generation beside that. */
    PARKED_BESIDE,
    /** A notice was taken back. */
    UNPARKED,
    /** A notice was not taken back, since it had been changed. */
    NOTICE_CHANGED,
    /** Lasting faults were mended. */
    MENDED,
    /** A view was stored that lacked a commit, as by an earlier version of the code. */
    SPOILED,
    /** Such a view was repaired. */
    REPAIRED,
    /** A generation appeared beside the one that serves. */
    GENERATION_ADDED,
    /** A projector left a generation to newer code. */
    LEFT_TO_NEWER_CODE,
    /** A generation is something else than it was taken for: nothing is noted there. */
    ROLE_CHANGED,
    /** The generation beside became the one that serves. */
    GENERATION_FLIPPED,
    /** A rebuild came to its end. */
    REBUILT,
    /** The read model was compared with all commits. */
    VERIFIED,
    /** An operation failed. */
    OPERATION_FAILED,
    /** Somebody ended an operation. */
    OPERATION_ABORTED,
    /** A worker lost the lease and did not know it. */
    WORKER_OVERTAKEN,
    /** A worker slept for minutes. */
    WORKER_ASLEEP,
    /** Old records came once more. */
    RUNG_AGAIN,
    /** A generation that was not needed any more was deleted. */
    GENERATION_DELETED,
    /** A view could not be reached since its generation was deleted meanwhile. */
    TABLE_MISSING,
    /** A heartbeat arrived. */
    HEARTBEAT_ARRIVED,
    /** A batch was late. */
    LAG_NOTED,
    /** A command was sent again that had an answer already. */
    COMMAND_REPEATED,
    /** A command was sent by two requests at once. */
    COMMAND_SENT_TWICE,
    /** A key was used for another command on the same stream. */
    KEY_REUSED,
    /** A command came with the version that its sender insisted on. */
    VERSION_INSISTED,
    /** A command had no definite answer within its time. */
    COMMAND_UNANSWERED,
    /** A command lost its place to another writer. */
    COMMAND_OVERTAKEN
}
