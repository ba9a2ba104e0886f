package dev.orderstream.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.dynamodb.Contention;
import dev.orderstream.dynamodb.DynamoDbLedger;
import dev.orderstream.dynamodb.DynamoDbReadTables;
import dev.orderstream.dynamodb.TableSetup;
import dev.orderstream.dynamodb.Tables;
import dev.orderstream.testing.TestTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class SetupFunctionTest {

    private static final Tables DEPLOYED = new Tables("deployed");

    @Test
    void a_deployment_gets_its_first_read_table_and_that_alone_however_often_it_asks() {
        try (TestTables database = new TestTables()) {
            DynamoDbClient client = database.client();
            createControlTable(client);
            Map<String, Object> properties = database.properties("none");
            properties.put("table.prefix", DEPLOYED.prefix());
            try (SetupFunction setup = new SetupFunction(properties)) {
                setup.handleRequest(Map.of(), null);
                setup.handleRequest(Map.of(), null);
            }

            assertThat(client.listTables().tableNames())
                    .filteredOn(name -> name.startsWith("deployed"))
                    .containsExactlyInAnyOrder("deployed-control", "deployed-read-1");
            assertThat(new DynamoDbLedger(client, DEPLOYED, Contention.system()).inUse().serving())
                    .isEqualTo(1);
        }
    }

    @Test
    void what_an_earlier_deployment_left_behind_never_serves() {
        try (TestTables database = new TestTables()) {
            DynamoDbClient client = database.client();
            new TableSetup(client, DEPLOYED).createMissing();
            client.putItem(put ->
                    put.tableName(DEPLOYED.readModel(1).name())
                            .item(
                                    Map.of(
                                            "pk",
                                            AttributeValue.fromS("ORDER#1"),
                                            "sk",
                                            AttributeValue.fromS("VIEW"))));
            client.deleteTable(delete -> delete.tableName(DEPLOYED.control().name()));
            createControlTable(client);
            Map<String, Object> properties = database.properties("none");
            properties.put("table.prefix", DEPLOYED.prefix());

            try (SetupFunction setup = new SetupFunction(properties)) {
                setup.handleRequest(Map.of(), null);
                setup.handleRequest(Map.of(), null);
            }

            assertThat(new DynamoDbLedger(client, DEPLOYED, Contention.system()).inUse().serving())
                    .isEqualTo(2);
            assertThat(client.scan(scan -> scan.tableName("deployed-read-2")).items()).isEmpty();
        }
    }

    @Test
    void each_deployment_says_how_read_tables_are_created_from_then_on() {
        String arn = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd";
        List<CreateTableRequest> created = new ArrayList<>();
        try (TestTables database = new TestTables();
                DynamoDbClient watched = database.client(watching(created))) {
            createControlTable(database.client());
            Map<String, Object> properties = database.properties("none");
            properties.put("table.prefix", DEPLOYED.prefix());
            setUp(properties, "alias/aws/dynamodb", "stack=deployed");
            setUp(properties, arn, "application=orderstream,stack=renamed");

            new DynamoDbReadTables(watched, DEPLOYED).create(2);
        }

        assertThat(created.getFirst().sseSpecification().kmsMasterKeyId()).isEqualTo(arn);
        assertThat(created.getFirst().tags())
                .extracting(tag -> tag.key() + "=" + tag.value())
                .containsExactly("application=orderstream", "stack=renamed");
    }

    private static void setUp(Map<String, Object> properties, String key, String tags) {
        properties.put("read.table.key", key);
        properties.put("read.table.tags", tags);
        try (SetupFunction setup = new SetupFunction(properties)) {
            setup.handleRequest(Map.of(), null);
        }
    }

    private static ExecutionInterceptor watching(List<CreateTableRequest> created) {
        return new ExecutionInterceptor() {
            @Override
            public void beforeExecution(
                    Context.BeforeExecution context, ExecutionAttributes attributes) {
                if (context.request() instanceof CreateTableRequest request) {
                    created.add(request);
                }
            }
        };
    }

    /** As the stack makes it. */
    private static void createControlTable(DynamoDbClient client) {
        client.createTable(create ->
                create.tableName(DEPLOYED.control().name())
                        .billingMode("PAY_PER_REQUEST")
                        .keySchema(List.of(key("pk", KeyType.HASH), key("sk", KeyType.RANGE)))
                        .attributeDefinitions(List.of(text("pk"), text("sk"))));
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }
}
