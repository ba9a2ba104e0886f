package dev.orderstream.packages;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.orderstream.dynamodb.Contention;
import dev.orderstream.dynamodb.DynamoDbEventStore;
import dev.orderstream.dynamodb.DynamoDbViewStore;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.view.ViewStore;
import dev.orderstream.testkit.EventStoreContract;
import dev.orderstream.testkit.ViewStoreContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * On LocalStack, or on what is at {@code AWS_ENDPOINT_URL}. The contracts that take longest are
 * here alone; on DynamoDB Local each build has them elsewhere.
 */
@EnabledIf(
        value = "dev.orderstream.packages.LocalStack#isThere",
        disabledReason = LocalStack.MISSING)
class LocalStackTest extends CloudContract {

    @Override
    Cloud open() {
        return LocalStack.open();
    }

    @Override
    void noHttpApi(String reason) {
        abort(reason);
    }

    @Nested
    class Events extends EventStoreContract {
        @Override
        protected EventStore store() {
            return new DynamoDbEventStore(client(), stores);
        }
    }

    @Nested
    class Views extends ViewStoreContract {
        @Override
        protected ViewStore views() {
            Contention contention = Contention.system();
            return new DynamoDbViewStore(client(), stores, 1, contention);
        }
    }
}
