package dev.orderstream.infra;

import dev.orderstream.dynamodb.ControlKeys;
import dev.orderstream.dynamodb.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.logs.LogGroup;

/**
 * What each function may do, and on what: the requests that its code makes, and no others. A
 * transaction needs the rights of its parts. Nobody may update or delete an event.
 *
 * <p>Rights on the control table, and the right to add a heartbeat, are on partition keys. Each
 * action has one statement with all keys of it, so that a transaction on several keys is allowed
 * whether its parts are looked at together or one by one.
 */
final class Rights {

    private static final String LEDGER = ControlKeys.GENERATIONS;
    private static final String PARKED = ControlKeys.PARKED + "*";
    private static final String DISCARDED = ControlKeys.DISCARDED + "*";
    private static final String OPERATION = ControlKeys.OPERATION + "*";
    private static final String RUNNING = ControlKeys.RUNNING;
    private static final String HEARTBEAT = ControlKeys.HEARTBEAT;
    private static final String WAIT = ControlKeys.WAIT + "*";

    private final Storage storage;
    private final Settings settings;

    Rights(Storage storage, Settings settings) {
        this.storage = storage;
        this.settings = settings;
    }

    static PolicyStatement writeLog(LogGroup log) {
        return allow(
                List.of("logs:CreateLogStream", "logs:PutLogEvents"),
                List.of(log.getLogGroupArn()));
    }

    List<PolicyStatement> of(FunctionDefinition function) {
        List<PolicyStatement> rights = new ArrayList<>(ofItsRequests(function));
        storage.keys
                .customerManaged()
                .ifPresent(key -> {
                    rights.add(useKey(key.getKeyArn()));
                    if (createsReadTables(function)) {
                        rights.add(letDynamoDbUseKey(key.getKeyArn()));
                    }
                });
        if (settings.options().tracing()) {
            rights.add(sendTraces());
        }
        return rights;
    }

    private List<PolicyStatement> ofItsRequests(FunctionDefinition function) {
        return switch (function) {
            case COMMAND -> List.of(events("Query", "PutItem"));
            case QUERY ->
                    List.of(
                            readViews(),
                            // One commit, which says whether a wait for it makes sense.
                            events("GetItem"),
                            control("GetItem", LEDGER),
                            control("Query", HEARTBEAT),
                            control("UpdateItem", WAIT),
                            readCursorKeys());
            case OPERATIONS_API ->
                    List.of(
                            // A replay catches up from events, and writes views.
                            events("Query"),
                            control("GetItem", LEDGER, PARKED, DISCARDED, OPERATION),
                            control("Query", PARKED, RUNNING, HEARTBEAT),
                            // The ledger: of what is aborted, and of a stream that stays parked.
                            control("PutItem", LEDGER, OPERATION, RUNNING, DISCARDED),
                            control("UpdateItem", LEDGER, PARKED),
                            control("DeleteItem", PARKED, RUNNING),
                            writeViews());
            case REFERENCE -> List.of();
            case PROJECTOR ->
                    List.of(
                            events("Query"),
                            control("GetItem", LEDGER, DISCARDED),
                            control("PutItem", HEARTBEAT),
                            control("UpdateItem", LEDGER, PARKED, HEARTBEAT),
                            writeViews(),
                            readStream(),
                            listStreams());
            case OPERATIONS ->
                    List.of(
                            events("Query", "Scan", "DescribeTable"),
                            sendHeartbeats(),
                            control("GetItem", LEDGER, PARKED, DISCARDED, OPERATION),
                            control("Query", PARKED, RUNNING, HEARTBEAT),
                            control("PutItem", LEDGER, OPERATION, HEARTBEAT),
                            // Heartbeats: a replay reads all commits.
                            control("UpdateItem", LEDGER, PARKED, HEARTBEAT),
                            control("DeleteItem", PARKED, RUNNING),
                            writeViews(),
                            rebuildAndVerifyViews(),
                            queryIndexes());
            case SETUP ->
                    List.of(
                            readTables("CreateTable", "DescribeTable", "TagResource"),
                            control("GetItem", LEDGER),
                            control("PutItem", LEDGER));
        };
    }

    private static boolean createsReadTables(FunctionDefinition function) {
        return function == FunctionDefinition.OPERATIONS || function == FunctionDefinition.SETUP;
    }

    private PolicyStatement events(String... actions) {
        return allow(dynamodb(actions), List.of(storage.events.getTableArn()));
    }

    /** Of the event table the streams of heartbeats, and no orders. */
    private PolicyStatement sendHeartbeats() {
        return keyed("PutItem", storage.events.getTableArn(), Tables.HEARTBEATS + "*");
    }

    /** Of the control table the items with these partition keys. */
    private PolicyStatement control(String action, String... keys) {
        return keyed(action, storage.control.getTableArn(), keys);
    }

    /**
     * {@code ForAllValues} holds for a request without any key, so the second condition asks for
     * one.
     */
    private static PolicyStatement keyed(String action, String table, String... keys) {
        return PolicyStatement.Builder.create()
                .actions(dynamodb(action))
                .resources(List.of(table))
                .conditions(
                        Map.of(
                                "ForAllValues:StringLike",
                                Map.of("dynamodb:LeadingKeys", List.of(keys)),
                                "Null",
                                Map.of("dynamodb:LeadingKeys", "false")))
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
                "TagResource",
                "DescribeTable",
                "DeleteTable",
                "Scan",
                "Query",
                "BatchGetItem",
                "ConditionCheckItem",
                "DeleteItem");
    }

    private PolicyStatement readViews() {
        List<String> tablesAndIndexes = new ArrayList<>(storage.readTables());
        tablesAndIndexes.addAll(indexes());
        return allow(dynamodb("GetItem", "BatchGetItem", "Query"), tablesAndIndexes);
    }

    private PolicyStatement queryIndexes() {
        return allow(dynamodb("Query"), indexes());
    }

    private List<String> indexes() {
        return storage.readTables().stream().map(table -> table + "/index/*").toList();
    }

    private PolicyStatement readCursorKeys() {
        return allow(
                List.of("secretsmanager:GetSecretValue"),
                List.of(storage.cursorKeys.getSecretArn()));
    }

    private PolicyStatement readStream() {
        return allow(
                dynamodb("DescribeStream", "GetRecords", "GetShardIterator"),
                List.of(storage.streamArn()));
    }

    /** Asked for the table, since a stream that is not known yet is what is looked for. */
    private PolicyStatement listStreams() {
        return allow(dynamodb("ListStreams"), List.of(storage.events.getTableArn() + "/stream/*"));
    }

    /**
     * What DynamoDB asks of a caller's rights on a customer-managed key, through DynamoDB alone.
     */
    private PolicyStatement useKey(String key) {
        return PolicyStatement.Builder.create()
                .actions(
                        List.of(
                                "kms:Decrypt",
                                "kms:DescribeKey",
                                "kms:Encrypt",
                                "kms:GenerateDataKey",
                                "kms:GenerateDataKeyWithoutPlaintext",
                                "kms:ReEncryptFrom",
                                "kms:ReEncryptTo"))
                .resources(List.of(key))
                .conditions(Map.of("StringEquals", viaDynamoDb()))
                .build();
    }

    /** DynamoDB goes on using the key of a table after the request that created it. */
    private PolicyStatement letDynamoDbUseKey(String key) {
        return PolicyStatement.Builder.create()
                .actions(List.of("kms:CreateGrant"))
                .resources(List.of(key))
                .conditions(
                        Map.of(
                                "StringEquals",
                                viaDynamoDb(),
                                "Bool",
                                Map.of("kms:GrantIsForAWSResource", "true")))
                .build();
    }

    private Map<String, String> viaDynamoDb() {
        return Map.of("kms:ViaService", storage.keyService());
    }

    /** X-Ray has no resources to name. */
    private static PolicyStatement sendTraces() {
        return allow(List.of("xray:PutTelemetryRecords", "xray:PutTraceSegments"), List.of("*"));
    }

    private static List<String> dynamodb(String... actions) {
        return List.of(actions).stream().map(action -> "dynamodb:" + action).toList();
    }

    private static PolicyStatement allow(List<String> actions, List<String> resources) {
        return PolicyStatement.Builder.create().actions(actions).resources(resources).build();
    }
}
