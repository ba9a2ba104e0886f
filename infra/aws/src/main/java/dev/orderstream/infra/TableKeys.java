package dev.orderstream.infra;

import dev.orderstream.dynamodb.ReadTableSettings;
import dev.orderstream.infra.Options.TableKey;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.dynamodb.CfnGlobalTable;
import software.amazon.awscdk.services.dynamodb.TableV2;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.kms.Key;

/**
 * The key that encrypts all tables of a stack, those that rebuilds create included.
 *
 * @param customerManaged empty for the key that AWS manages for DynamoDB in the account
 */
record TableKeys(Optional<IKey> customerManaged) {

    static TableKeys of(Stack stack, Settings settings) {
        return new TableKeys(
                settings.options()
                        .tableKey()
                        .map(key ->
                                switch (key) {
                                    case TableKey.Created created -> created(stack, settings);
                                    case TableKey.Existing(String arn) ->
                                            Key.fromKeyArn(stack, "TableKey", arn);
                                }));
    }

    /**
     * Its policy is the default one: the account's IAM policies say who may use it. It stays as
     * long as the tables that it encrypts, which can't be read without it.
     */
    private static IKey created(Stack stack, Settings settings) {
        return Key.Builder.create(stack, "TableKey")
                .description("Encrypts the tables of " + settings.prefix())
                .enableKeyRotation(true)
                .removalPolicy(settings.developer() ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN)
                .build();
    }

    /**
     * Encrypts a table of the stack, which names the key that AWS manages. The CDK takes another
     * one only in a stack that is bound to a region, so it is written into the table's resource.
     */
    void encrypt(TableV2 table) {
        customerManaged.ifPresent(key ->
                ((CfnGlobalTable) Objects.requireNonNull(table.getNode().getDefaultChild()))
                        .addPropertyOverride(
                                "Replicas.0.SSESpecification",
                                Map.of("KMSMasterKeyId", key.getKeyArn())));
    }

    /** The key as read tables are created with it. */
    String ofReadTables() {
        return customerManaged.map(IKey::getKeyArn).orElse(ReadTableSettings.AWS_MANAGED_KEY);
    }
}
