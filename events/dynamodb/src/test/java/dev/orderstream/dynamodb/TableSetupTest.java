package dev.orderstream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.view.Generations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.SSESpecification;
import software.amazon.awssdk.services.dynamodb.model.SSEType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

class TableSetupTest {

    @Test
    void tables_that_are_there_stay_as_they_are_and_the_serving_generation_too() {
        TableDescription before = table("test-events");

        new TableSetup(LocalTables.CLIENT, LocalTables.TABLES).createMissing();

        assertThat(table("test-events")).isEqualTo(before);
        assertThat(
                        new DynamoDbLedger(
                                        LocalTables.CLIENT,
                                        LocalTables.TABLES,
                                        LocalTables.CONTENTION)
                                .inUse())
                .isEqualTo(new Generations.InUse(1, new TreeMap<>()));
    }

    @Test
    void a_first_read_table_that_was_replaced_is_not_made_again() {
        Tables tables = LocalTables.apart("set-up-long-ago");
        LocalTables.CLIENT.deleteTable(delete -> delete.tableName(tables.readModel(1).name()));

        new TableSetup(LocalTables.CLIENT, tables).createFirstReadModel();

        assertThat(LocalTables.CLIENT.listTables().tableNames())
                .contains(tables.events().name())
                .doesNotContain(tables.readModel(1).name());
    }

    @Test
    void a_read_table_that_an_earlier_deployment_left_behind_never_serves() {
        Tables tables = LocalTables.apart("left-behind");
        DynamoDbClient client = LocalTables.CLIENT;
        client.putItem(put ->
                put.tableName(tables.readModel(1).name())
                        .item(ControlKeys.of("ORDER#of-another-deployment", "VIEW")));
        client.deleteTable(delete -> delete.tableName(tables.events().name()));
        client.deleteTable(delete -> delete.tableName(tables.control().name()));

        new TableSetup(client, tables).createMissing();

        assertThat(ledger(tables).read().serving()).isEqualTo(2);
        assertThat(client.scan(scan -> scan.tableName(tables.readModel(2).name())).items())
                .isEmpty();
        assertThat(client.scan(scan -> scan.tableName(tables.readModel(1).name())).items())
                .hasSize(1);
    }

    @Test
    void an_empty_one_does_not_serve_either_since_nobody_knows_whose_it_is() {
        Tables tables = LocalTables.apart("left-empty");
        for (int deployment = 2; deployment <= 3; deployment++) {
            LocalTables.CLIENT.deleteTable(delete -> delete.tableName(tables.control().name()));
            new TableSetup(LocalTables.CLIENT, tables).createMissing();
        }

        assertThat(ledger(tables).read().serving()).isEqualTo(3);
        assertThat(ledger(tables).read().highest()).isEqualTo(3);
    }

    @Test
    void a_rebuild_learns_which_numbers_have_a_table() {
        Tables tables = LocalTables.apart("numbers");
        DynamoDbReadTables readTables = new DynamoDbReadTables(LocalTables.CLIENT, tables);

        assertThat(readTables.exists(1)).isTrue();
        assertThat(readTables.exists(2)).isFalse();
    }

    @Test
    void a_read_table_is_created_with_the_tags_that_a_deployment_has_stored_last() {
        assertThat(created("untagged", ReadTableSettings.NONE).hasTags()).isFalse();
        assertThat(
                        created(
                                        "tagged",
                                        new ReadTableSettings(Optional.empty(), Map.of("old", "1")),
                                        new ReadTableSettings(
                                                Optional.empty(),
                                                ReadTableSettings.parseTags("stack=t,team=a=b")))
                                .tags())
                .extracting(tag -> tag.key() + " is " + tag.value())
                .containsExactly("stack is t", "team is a=b");
    }

    @Test
    void a_read_table_is_encrypted_by_the_key_that_a_deployment_has_stored() {
        String arn = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd";

        assertThat(created("no-key", ReadTableSettings.NONE).sseSpecification()).isNull();
        assertThat(created("managed-key", encryptedBy("alias/aws/dynamodb")).sseSpecification())
                .isEqualTo(SSESpecification.builder().enabled(true).sseType(SSEType.KMS).build());
        assertThat(created("own-key", encryptedBy(arn)).sseSpecification())
                .isEqualTo(
                        SSESpecification.builder()
                                .enabled(true)
                                .sseType(SSEType.KMS)
                                .kmsMasterKeyId(arn)
                                .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"=a", "a", "a=b,", ","})
    void tags_that_are_no_pairs_are_refused(String text) {
        assertThatThrownBy(() -> ReadTableSettings.parseTags(text))
                .hasMessageContaining("expected name=value pairs");
    }

    private static ReadTableSettings encryptedBy(String key) {
        return new ReadTableSettings(Optional.of(key), Map.of());
    }

    /** What a rebuild asks for. DynamoDB Local takes keys and tags, and shows neither. */
    private static CreateTableRequest created(String prefix, ReadTableSettings... stored) {
        Tables tables = LocalTables.apart(prefix);
        List<CreateTableRequest> created = new ArrayList<>();
        ExecutionInterceptor watching =
                new ExecutionInterceptor() {
                    @Override
                    public void beforeExecution(
                            Context.BeforeExecution context, ExecutionAttributes attributes) {
                        if (context.request() instanceof CreateTableRequest request) {
                            created.add(request);
                        }
                    }
                };
        try (DynamoDbClient client = LocalTables.client(Apache5HttpClient.create(), watching)) {
            for (ReadTableSettings settings : stored) {
                new TableSetup(client, tables).storeReadTableSettings(settings);
            }
            new DynamoDbReadTables(client, tables).create(2);
        }
        return created.getFirst();
    }

    private static DynamoDbLedger ledger(Tables tables) {
        return new DynamoDbLedger(LocalTables.CLIENT, tables, LocalTables.CONTENTION);
    }

    @Test
    void the_event_table_streams_new_images_and_has_no_index() {
        TableDescription events = table("test-events");

        assertThat(events.streamSpecification().streamViewType())
                .isEqualTo(StreamViewType.NEW_IMAGE);
        assertThat(events.hasGlobalSecondaryIndexes()).isFalse();
    }

    @Test
    void the_indexes_of_a_read_table_copy_no_more_than_lists_show() {
        assertThat(table("test-read-1").globalSecondaryIndexes())
                .hasSize(2)
                .allSatisfy(index -> {
                    assertThat(index.projection().projectionType())
                            .isEqualTo(ProjectionType.INCLUDE);
                    assertThat(index.projection().nonKeyAttributes())
                            .containsExactlyInAnyOrder("version", "summary");
                });
    }

    private static TableDescription table(String name) {
        return LocalTables.CLIENT.describeTable(request -> request.tableName(name)).table();
    }
}
