package dev.orderstream.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.dynamodb.Contention;
import dev.orderstream.dynamodb.DynamoDbLedger;
import dev.orderstream.dynamodb.Tables;
import dev.orderstream.testing.TestTables;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
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
