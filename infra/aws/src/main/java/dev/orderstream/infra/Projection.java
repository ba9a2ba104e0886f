package dev.orderstream.infra;

import dev.orderstream.projector.StreamMapping;
import java.util.List;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping;
import software.constructs.Construct;

/**
 * What brings the event table's stream to the projector. Each setting is written down, those that
 * are Lambda's defaults as well.
 */
final class Projection {

    private Projection() {}

    static void add(Construct scope, Storage storage, DeployedFunction projector) {
        CfnEventSourceMapping mapping =
                CfnEventSourceMapping.Builder.create(scope, "EventMapping")
                        .eventSourceArn(storage.streamArn())
                        .functionName(projector.alias.getFunctionArn())
                        .startingPosition("TRIM_HORIZON")
                        .batchSize(StreamMapping.BATCH_RECORDS_MAX)
                        .maximumBatchingWindowInSeconds(StreamMapping.BATCH_WINDOW_SECONDS)
                        .parallelizationFactor(StreamMapping.BATCHES_PER_SHARD)
                        .bisectBatchOnFunctionError(StreamMapping.BISECT)
                        .maximumRetryAttempts(StreamMapping.UNBOUNDED)
                        .maximumRecordAgeInSeconds(StreamMapping.UNBOUNDED)
                        .functionResponseTypes(
                                StreamMapping.REPORT_ITEM_FAILURES
                                        ? List.of("ReportBatchItemFailures")
                                        : List.of())
                        .build();
        // Lambda looks at the role when the mapping is made.
        mapping.getNode().addDependency(projector.function.getRole());
    }
}
