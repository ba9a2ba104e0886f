package dev.orderstream.testing;

import dev.orderstream.dynamodblocal.DynamoDbLocal;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * DynamoDB Local for one test class after another: to start one takes seconds, and an old one is
 * faster than a new one. Who needs two at once gets two. They end with this JVM.
 */
final class SharedDatabase {

    private static final Queue<DynamoDbLocal> FREE = new ConcurrentLinkedQueue<>();

    private SharedDatabase() {}

    /** One that has no tables. */
    static DynamoDbLocal take() {
        DynamoDbLocal free = FREE.poll();
        return free == null ? DynamoDbLocal.inMemory() : free;
    }

    /** Leaves one to others, without its tables. */
    static void giveBack(DynamoDbLocal database, DynamoDbClient client) {
        client.listTablesPaginator()
                .tableNames()
                .forEach(table -> client.deleteTable(request -> request.tableName(table)));
        FREE.add(database);
    }
}
