package dev.orderstream.benchmarks.startup;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * As little as a function can be that stores what it is sent, on the condition that it is new: no
 * framework, no rules, the body as it is. What ours weighs is told beside it.
 */
public final class PlainHandler
        implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    static final String TABLE = "plain";
    static final String KEY = "pk";

    private final DynamoDbClient client = DynamoDbClient.create();

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        String id = UUID.randomUUID().toString();
        client.putItem(put ->
                put.tableName(TABLE)
                        .item(
                                Map.of(
                                        KEY,
                                        AttributeValue.fromS(id),
                                        "body",
                                        AttributeValue.fromS(event.getBody())))
                        .conditionExpression("attribute_not_exists(" + KEY + ")"));
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(201)
                .withHeaders(Map.of("Location", "/orders/" + id))
                .withBody("{\"order_id\":\"" + id + "\"}")
                .build();
    }
}
