package dev.orderstream.eventsourcing;

import java.util.regex.Pattern;

/**
 * Describes a fault of stored data for a log: where it is and what is wrong, without the stored
 * values and without ids that may say something of a person.
 */
public final class LastingFault {

    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final int CAUSES_MAX = 10;

    private LastingFault() {}

    public static String describe(Throwable fault) {
        return switch (fault) {
            case BrokenStreamException gap ->
                    "%s: version %d is missing, the next one that was found is %d"
                            .formatted(
                                    name(gap.stream()), gap.expectedVersion(), gap.foundVersion());
            case UnreadableCommitException commit ->
                    "%s, version %d: %s"
                            .formatted(name(commit.stream()), commit.version(), reason(commit));
            default -> reason(fault);
        };
    }

    private static String name(StreamId stream) {
        return UUID.matcher(stream.id()).matches()
                ? stream.toString()
                : "a stream of " + stream.category();
    }

    /**
     * The innermost fault. Only messages of this project are known to repeat no stored value: of
     * any other exception, its class and the place that threw it have to do.
     */
    private static String reason(Throwable fault) {
        Throwable innermost = fault;
        for (int depth = 0; innermost.getCause() != null && depth < CAUSES_MAX; depth++) {
            innermost = innermost.getCause();
        }
        String place =
                innermost.getStackTrace().length == 0 ? "" : " at " + innermost.getStackTrace()[0];
        boolean ours =
                innermost instanceof UnreadableException
                        || innermost instanceof InvalidValueException;
        return ours
                ? String.valueOf(innermost.getMessage())
                : innermost.getClass().getSimpleName() + place;
    }
}
