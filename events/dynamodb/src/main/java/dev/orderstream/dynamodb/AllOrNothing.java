package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.RefusedException;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Several writes as one. */
record AllOrNothing(DynamoDbClient client, Contention contention) {

    /** The place of the first write whose condition did not hold; empty where all were written. */
    OptionalInt write(List<TransactWriteItem> writes) {
        TransactWriteItemsRequest transaction =
                TransactWriteItemsRequest.builder()
                        .transactItems(writes)
                        .clientRequestToken(UUID.randomUUID().toString())
                        .build();
        try {
            contention.retrying(() -> client.transactWriteItems(transaction));
            return OptionalInt.empty();
        } catch (TransactionCanceledException e) {
            if (!Contention.conditionFailed(e)) {
                throw new RefusedException(e);
            }
            return IntStream.range(0, writes.size())
                    .filter(i ->
                            "ConditionalCheckFailed".equals(e.cancellationReasons().get(i).code()))
                    .findFirst();
        }
    }
}
