package dev.orderstream.infra;

import dev.orderstream.dynamodb.TableDefinition;
import dev.orderstream.dynamodb.TableDefinition.KeyAttribute;
import dev.orderstream.dynamodb.Tables;
import java.util.List;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.Billing;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.StreamViewType;
import software.amazon.awscdk.services.dynamodb.TableEncryptionV2;
import software.amazon.awscdk.services.dynamodb.TableV2;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/**
 * What is kept: the event table, the control table and the secret of cursors. Read tables are not
 * here: the operations make them and take them away.
 */
final class Storage {

    /** As letters and digits this is base64url of 48 bytes. */
    private static final int SECRET_CHARACTERS = 64;

    private final Stack stack;
    private final Tables tables;
    final TableKeys keys;
    final TableV2 events;
    final TableV2 control;
    final Secret cursorKeys;

    Storage(Stack stack, Settings settings) {
        this.stack = stack;
        this.tables = new Tables(settings.prefix());
        this.keys = TableKeys.of(stack, settings);
        this.events = table(stack, "EventTable", tables.events(), settings);
        this.control = table(stack, "ControlTable", tables.control(), settings);
        this.cursorKeys =
                Secret.Builder.create(stack, "CursorKeys")
                        .description("What the cursors of lists are authenticated with")
                        .generateSecretString(
                                SecretStringGenerator.builder()
                                        .passwordLength(SECRET_CHARACTERS)
                                        .excludePunctuation(true)
                                        .build())
                        // Without it cursors that are under way end, and no more.
                        .removalPolicy(RemovalPolicy.DESTROY)
                        .build();
        Review.keysOfCursors(cursorKeys);
    }

    private TableV2 table(
            Construct scope, String id, TableDefinition definition, Settings settings) {
        TableV2.Builder table =
                TableV2.Builder.create(scope, id)
                        .tableName(definition.name())
                        .partitionKey(attribute(definition.partition()))
                        .sortKey(attribute(definition.sort()))
                        .billing(Billing.onDemand())
                        // A key in the account, so that its use is in the trail.
                        .encryption(TableEncryptionV2.awsManagedKey())
                        .pointInTimeRecoverySpecification(
                                PointInTimeRecoverySpecification.builder()
                                        .pointInTimeRecoveryEnabled(!settings.developer())
                                        .build())
                        .deletionProtection(!settings.developer())
                        .removalPolicy(
                                settings.developer()
                                        ? RemovalPolicy.DESTROY
                                        : RemovalPolicy.RETAIN);
        if (definition.streamed()) {
            table.dynamoStream(StreamViewType.NEW_IMAGE);
        }
        if (!definition.indexes().isEmpty()) {
            throw new IllegalArgumentException(
                    definition.name() + ": expected no index on a table that the stack owns");
        }
        TableV2 built = table.build();
        keys.encrypt(built);
        return built;
    }

    private static Attribute attribute(KeyAttribute key) {
        AttributeType type =
                switch (key.type()) {
                    case TEXT -> AttributeType.STRING;
                    case NUMBER -> AttributeType.NUMBER;
                };
        return Attribute.builder().name(key.name()).type(type).build();
    }

    String streamArn() {
        String arn = events.getTableStreamArn();
        if (arn == null) {
            throw new IllegalStateException("the event table has a stream");
        }
        return arn;
    }

    /** The ARNs of any generation's read table: a pattern for each first digit of a number. */
    List<String> readTables() {
        return tables.readModels().stream().map(this::tableArn).toList();
    }

    private String tableArn(String name) {
        return stack.formatArn(
                ArnComponents.builder()
                        .service("dynamodb")
                        .resource("table")
                        .resourceName(name)
                        .arnFormat(ArnFormat.SLASH_RESOURCE_NAME)
                        .build());
    }

    /** The service that a key of the tables is used through, as KMS names it. */
    String keyService() {
        return "dynamodb." + stack.getRegion() + ".amazonaws.com";
    }
}
