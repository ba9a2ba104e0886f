package dev.orderstream.packages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orderstream.http.Route;
import dev.orderstream.http.Routes;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The calls of API Gateway's second API that make an HTTP API of the route table. */
final class GatewayApi {

    private final Cloud cloud;
    private final RestApi gateway;

    GatewayApi(Cloud cloud) {
        this.cloud = cloud;
        this.gateway = new RestApi(cloud.endpoint(), "apigateway", "/v2/");
    }

    /** An HTTP API, and where it may be found: emulators don't agree. */
    record Api(String id, List<URI> places) {}

    /**
     * Makes an API, without routes yet.
     *
     * @throws RestApi.RefusedException where the endpoint has no API Gateway, too
     */
    Api create(String name) {
        JsonNode api = gateway.post("apis", object().put("name", name).put("protocolType", "HTTP"));
        String id = api.required("apiId").textValue();
        return new Api(
                id,
                List.of(
                        URI.create(api.path("apiEndpoint").asText(cloud.endpoint().toString())),
                        cloud.endpoint().resolve("/_aws/execute-api/" + id + "/$default"),
                        cloud.endpoint().resolve("/_aws/execute-api/" + id)));
    }

    /** Its routes: each with and without prefix, HEAD beside GET, and the default route. */
    void route(Api api, Map<Route.Target, String> functionArns) {
        Map<Route.Target, String> targets = new EnumMap<>(Route.Target.class);
        functionArns.forEach((target, arn) -> targets.put(target, integration(api, arn)));
        add(api, "$default", targets.get(Routes.DEFAULT_TARGET));
        for (Route route : Routes.TABLE.routes()) {
            for (String prefix : List.of("", Routes.PREFIX)) {
                String path = prefix + route.template();
                add(api, route.method() + " " + path, targets.get(route.target()));
                if (route.method().equals("GET")) {
                    add(api, "HEAD " + path, targets.get(route.target()));
                }
            }
        }
        gateway.post(
                "apis/" + api.id() + "/stages",
                object().put("stageName", "$default").put("autoDeploy", true));
    }

    private String integration(Api api, String functionArn) {
        ObjectNode request = object();
        request.put("integrationType", "AWS_PROXY");
        request.put("integrationUri", functionArn);
        request.put("payloadFormatVersion", "2.0");
        JsonNode made = gateway.post("apis/" + api.id() + "/integrations", request);
        return "integrations/" + made.required("integrationId").textValue();
    }

    private void add(Api api, String key, String target) {
        gateway.post(
                "apis/" + api.id() + "/routes",
                object().put("routeKey", key).put("target", target));
    }

    void delete(Api api) {
        gateway.delete("apis/" + api.id());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
