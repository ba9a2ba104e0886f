package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.MissingStoreException;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.RefusedException;
import java.net.HttpURLConnection;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * Tells outages from the rest: what the SDK could not carry out after its own retries is an outage,
 * but a request that DynamoDB finds invalid or too large will be so again.
 */
final class Faults {

    private Faults() {}

    static <T> T reading(Supplier<T> read) {
        return call(false, read);
    }

    /** A failed condition is an answer and a met transaction passes: the caller handles both. */
    static <T> T writing(Supplier<T> write) {
        return call(true, write);
    }

    private static <T> T call(boolean write, Supplier<T> request) {
        try {
            return request.get();
        } catch (ConditionalCheckFailedException
                | TransactionCanceledException
                | TransactionConflictException
                | TransactionInProgressException e) {
            throw e;
        } catch (SdkException e) {
            if (e instanceof DynamoDbException refused
                    && refused.awsErrorDetails() != null
                    && "ValidationException".equals(refused.awsErrorDetails().errorCode())) {
                throw new RefusedException(e);
            }
            boolean mayHaveLanded = write && !isRefusal(e);
            throw e instanceof ResourceNotFoundException
                    ? new MissingStoreException(mayHaveLanded, e)
                    : new OutageException(mayHaveLanded, e);
        }
    }

    /** Throttled, denied and the like at the only try: it was not carried out, for certain. */
    static boolean isRefusal(SdkException e) {
        return e instanceof DynamoDbException answer
                && answer.statusCode() >= HttpURLConnection.HTTP_BAD_REQUEST
                && answer.statusCode() < HttpURLConnection.HTTP_INTERNAL_ERROR
                && Integer.valueOf(1).equals(e.numAttempts());
    }
}
