package dev.orderstream.infra;

import dev.orderstream.dynamodb.Tables;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.logs.LogGroup;

/**
 * What each function may do, and on what: the requests that its code makes, and no others. A
 * transaction needs the rights of its parts. Nobody may update or delete an event.
 */
final class Rights {

    private final Storage storage;

    Rights(Storage storage) {
        this.storage = storage;
    }

    static PolicyStatement writeLog(LogGroup log) {
        return allow(List.of("logs:CreateLogStream", "logs:PutLogEvents"), log.getLogGroupArn());
    }

    List<PolicyStatement> of(FunctionDefinition function) {
        return switch (function) {
            case COMMAND -> List.of(events("Query", "PutItem"));
            case QUERY -> List.of(readViews(), generation("GetItem"), readCursorKeys());
            case OPERATIONS_API ->
                    List.of(
                            // A replay catches up from events, and writes views.
                            events("Query"),
                            // DeleteItem: of a notice, and of the pointer to what is aborted.
                            control("GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"),
                            writeViews());
            case REFERENCE -> List.of();
            case PROJECTOR ->
                    List.of(
                            events("Query"),
                            control("GetItem", "PutItem", "UpdateItem"),
                            writeViews(),
                            readStream(),
                            listStreams());
            case OPERATIONS ->
                    List.of(
                            events("Query", "PutItem", "Scan", "DescribeTable"),
                            control("GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"),
                            writeViews(),
                            rebuildAndVerifyViews(),
                            allow(dynamodb("Query"), storage.readTables() + "/index/*"));
            case SETUP ->
                    List.of(
                            readTables("CreateTable", "DescribeTable"),
                            generation("GetItem", "PutItem"));
        };
    }

    private PolicyStatement events(String... actions) {
        return allow(dynamodb(actions), storage.events.getTableArn());
    }

    private PolicyStatement control(String... actions) {
        return allow(dynamodb(actions), storage.control.getTableArn());
    }

    /** Of the control table the one item that says which generation serves. */
    private PolicyStatement generation(String... actions) {
        return PolicyStatement.Builder.create()
                .actions(dynamodb(actions))
                .resources(List.of(storage.control.getTableArn()))
                .conditions(
                        Map.of(
                                "ForAllValues:StringEquals",
                                Map.of("dynamodb:LeadingKeys", List.of(Tables.GENERATIONS_PK))))
                .build();
    }

    private PolicyStatement readTables(String... actions) {
        return allow(dynamodb(actions), storage.readTables());
    }

    private PolicyStatement writeViews() {
        return readTables("GetItem", "PutItem", "UpdateItem", "BatchWriteItem");
    }

    private PolicyStatement rebuildAndVerifyViews() {
        return readTables(
                "CreateTable",
                "DescribeTable",
                "DeleteTable",
                "Scan",
                "Query",
                "BatchGetItem",
                "DeleteItem");
    }

    private PolicyStatement readViews() {
        return allow(
                dynamodb("GetItem", "BatchGetItem", "Query"),
                storage.readTables(),
                storage.readTables() + "/index/*");
    }

    private PolicyStatement readCursorKeys() {
        return allow(List.of("secretsmanager:GetSecretValue"), storage.cursorKeys.getSecretArn());
    }

    private PolicyStatement readStream() {
        return allow(
                dynamodb("DescribeStream", "GetRecords", "GetShardIterator"), storage.streamArn());
    }

    /** Asked for the table, since a stream that is not known yet is what is looked for. */
    private PolicyStatement listStreams() {
        return allow(dynamodb("ListStreams"), storage.events.getTableArn() + "/stream/*");
    }

    private static List<String> dynamodb(String... actions) {
        return List.of(actions).stream().map(action -> "dynamodb:" + action).toList();
    }

    private static PolicyStatement allow(List<String> actions, String... resources) {
        return PolicyStatement.Builder.create()
                .actions(actions)
                .resources(List.of(resources))
                .build();
    }
}
