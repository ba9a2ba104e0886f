package dev.orderstream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.view.Generations;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
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
