package dev.orderstream.dynamodblocal;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.shared.access.AmazonDynamoDBLocal;

/**
 * What the parent can have the child process do to its streams: a command is a line on the child's
 * standard input, and each is answered by a line on its output.
 *
 * <p>DynamoDB Local offers it to programs that embed it, and its server does not. The server's
 * request handler has what an embedding program would hold, in private.
 */
final class StreamControl {

    /** Closes the open shard of every stream and opens a child of it. */
    static final String ROLL_SHARDS_OVER = "roll-shards-over";

    /** Begins the command that moves the streams' past back in time; the milliseconds follow. */
    static final String AGE_STREAMS = "age-streams ";

    /** The answer to a command that was carried out. */
    static final String DONE = "dynamodb-local done";

    /** Begins the answer to a command that was not carried out; the reason follows. */
    static final String FAILED = "dynamodb-local failed: ";

    private final LocalDynamoDBRequestHandler requests;

    StreamControl(LocalDynamoDBRequestHandler requests) {
        this.requests = requests;
    }

    /** Does what the command says, and tells by its answer whether it could. */
    String carryOut(String command) {
        try {
            if (command.equals(ROLL_SHARDS_OVER)) {
                database().triggerShardRollovers();
            } else if (command.startsWith(AGE_STREAMS)) {
                database()
                        .dilateEventTimes(Long.parseLong(command.substring(AGE_STREAMS.length())));
            } else {
                return FAILED + "there is no command \"" + command + "\"";
            }
            return DONE;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return FAILED + e.toString().replaceAll("\\R", " ");
        }
    }

    private AmazonDynamoDBLocal database() throws ReflectiveOperationException {
        var handler =
                LocalDynamoDBRequestHandler.class.getDeclaredMethod("getHandler", String.class);
        handler.setAccessible(true);
        // Whose tables would be asked for here; with shared tables nobody's in particular.
        return (AmazonDynamoDBLocal) handler.invoke(requests, "");
    }
}
