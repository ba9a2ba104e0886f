package dev.orderstream.dynamodblocal;

import java.io.IOException;

/**
 * The main class of a JVM that starts DynamoDB Local, prints its process id and waits to be killed.
 */
final class ParentProcess {

    private ParentProcess() {}

    public static void main(String[] args) throws IOException {
        try (var local = DynamoDbLocal.inMemory()) {
            System.out.println(local.pid());
            var _ = System.in.read();
        }
    }
}
