package dev.orderstream.query.openapi;

import dev.orderstream.http.JsonWriter;
import dev.orderstream.http.ProblemType;
import dev.orderstream.http.Route;
import dev.orderstream.http.Routes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The OpenAPI 3.1 document of a route table: one operation for each of its routes, and of what is
 * shared only what they use.
 */
public final class OpenApi {

    /** Every operation that is described, by its route. One whose route is missing is left out. */
    static final Map<String, Operation> DESCRIBED =
            Stream.of(
                            CommandOperations.ALL,
                            QueryOperations.ALL,
                            OperatorOperations.ALL,
                            ServiceOperations.ALL)
                    .flatMap(List::stream)
                    .collect(
                            Collectors.toMap(
                                    Operation::route,
                                    Function.identity(),
                                    (one, other) -> {
                                        throw new IllegalArgumentException(
                                                "described twice: " + one.route());
                                    },
                                    LinkedHashMap::new));

    private final Set<Parameter> parameters = new LinkedHashSet<>();
    private final Set<ProblemType> loneProblems = new LinkedHashSet<>();
    private final List<Described> operations = new ArrayList<>();

    private record Described(Route route, Operation operation) {}

    private OpenApi(List<Route> routes) {
        Map<String, Route> byKey =
                routes.stream().collect(Collectors.toMap(Route::key, Function.identity()));
        DESCRIBED.forEach((key, operation) -> {
            Route route = byKey.remove(key);
            if (route != null) {
                operations.add(new Described(route, operation));
            }
        });
        routes.stream()
                .filter(route -> byKey.containsKey(route.key()))
                .forEach(route ->
                        operations.add(new Described(route, ProvidedOperations.of(route))));
    }

    /** The document of the routes that there are. */
    public static String document() {
        return of(Routes.TABLE.routes());
    }

    static String of(List<Route> routes) {
        return new OpenApi(routes).write();
    }

    private String write() {
        String paths = JsonWriter.object(this::writePaths);
        Map<String, String> schemas = NamedSchemas.reachable(paths);
        return JsonWriter.object(json ->
                json.text("openapi", "3.1.1")
                        .object("info", OpenApi::writeInfo)
                        .list(
                                "servers",
                                List.of("."),
                                (server, url) ->
                                        server.text("url", url)
                                                .text(
                                                        "description",
                                                        "Where this document was read."))
                        .list("tags", tags(), OpenApi::writeTag)
                        .json("paths", paths)
                        .object("components", components -> writeComponents(components, schemas)));
    }

    private static void writeInfo(JsonWriter info) {
        info.text("title", "Orderstream")
                .text("version", Routes.PREFIX.substring(Routes.PREFIX.lastIndexOf('/') + 1))
                .text("summary", "Orders, customers and stock.")
                .text("description", about())
                .object(
                        "license",
                        license ->
                                license.text("name", "Apache-2.0")
                                        .text("identifier", "Apache-2.0"));
    }

    private static String about() {
        return "An event-sourced order service. Commands are answered when their events are stored,"
                + " with the stream's new version; queries wait for that version where"
                + " expected_version asks them to. Every error is application/problem+json;"
                + " what a gateway refuses before the service (401, 403, 429) may have a body of the"
                + " gateway's own."
                + " A header that makes a request conditional or changes its method, and that its"
                + " operation does not list, is refused: 400."
                + " Every path stands under %s as well, and HEAD works where GET does."
                        .formatted(Routes.PREFIX)
                + " Money is exact: a number or a decimal text in, a number with the currency's"
                + " decimals out.";
    }

    private List<Operation.Tag> tags() {
        return Arrays.stream(Operation.Tag.values())
                .filter(tag -> operations.stream().anyMatch(each -> each.operation().tag() == tag))
                .toList();
    }

    private static void writeTag(JsonWriter json, Operation.Tag tag) {
        json.text("name", tag.title()).text("description", tag.description());
    }

    private void writePaths(JsonWriter json) {
        operations.stream()
                .collect(
                        Collectors.groupingBy(
                                each -> each.route().template(),
                                LinkedHashMap::new,
                                Collectors.toList()))
                .forEach((template, ofPath) ->
                        json.object(template, path -> ofPath.forEach(each -> write(path, each))));
    }

    private void write(JsonWriter path, Described described) {
        path.object(
                described.route().method().toLowerCase(Locale.ROOT),
                json -> writeOperation(json, described.route(), described.operation()));
    }

    private void writeOperation(JsonWriter json, Route route, Operation operation) {
        List<Parameter> taken =
                Stream.of(
                                PathParameters.of(route).stream(),
                                operation.parameters().stream(),
                                Stream.of(Parameters.CORRELATION_ID))
                        .flatMap(Function.identity())
                        // What clients make their methods' arguments of, in this order.
                        .sorted(Comparator.comparing(Parameter::place))
                        .toList();
        parameters.addAll(taken);
        json.text("operationId", operation.id())
                .text("summary", operation.summary())
                .text("description", operation.description())
                .texts("tags", List.of(operation.tag().title()))
                .list("security", Security.of(route.scope()), Security::writeRequirement)
                .list(
                        "parameters",
                        taken,
                        (item, parameter) ->
                                item.text(
                                        "$ref",
                                        "#/components/parameters/" + parameter.component()));
        Operation.Body body = operation.body();
        if (body != null) {
            json.object("requestBody", request -> writeBody(request, body));
        }
        json.object("responses", responses -> writeResponses(responses, route, operation));
    }

    private static void writeBody(JsonWriter json, Operation.Body body) {
        json.flag("required", body.required())
                .object(
                        "content",
                        content ->
                                content.object(
                                        Route.JSON,
                                        media ->
                                                media.object("schema", body.schema()::writeTo)
                                                        .object(
                                                                "examples",
                                                                examples ->
                                                                        body.examples()
                                                                                .forEach(
                                                                                        (name,
                                                                                                example) ->
                                                                                                examples
                                                                                                        .object(
                                                                                                                name,
                                                                                                                value ->
                                                                                                                        value
                                                                                                                                .json(
                                                                                                                                        "value",
                                                                                                                                        example))))));
    }

    private void writeResponses(JsonWriter json, Route route, Operation operation) {
        Map<Integer, Consumer<JsonWriter>> byStatus = new TreeMap<>();
        operation
                .answers()
                .forEach(answer ->
                        byStatus.put(answer.status(), response -> writeAnswer(response, answer)));
        Problems.of(operation, route).stream()
                .collect(Collectors.groupingBy(ProblemType::status))
                .forEach((status, types) -> byStatus.put(status, problem(types)));
        byStatus.forEach((status, response) -> json.object(Integer.toString(status), response));
        json.object("default", problem(List.of(ProblemType.METHOD_NOT_ALLOWED)));
    }

    /** What many operations answer alike is written once. */
    private Consumer<JsonWriter> problem(List<ProblemType> types) {
        if (types.size() > 1) {
            return response -> Problems.writeResponse(response, types);
        }
        ProblemType only = types.getFirst();
        loneProblems.add(only);
        return response -> response.text("$ref", "#/components/responses/" + only.code());
    }

    private static void writeAnswer(JsonWriter json, Answer answer) {
        json.text("description", answer.description())
                .object(
                        "headers",
                        headers -> {
                            Header.CORRELATION_ID.writeRefTo(headers);
                            answer.headers().forEach(header -> header.writeRefTo(headers));
                        });
        Answer.Content content = answer.content();
        if (content != null) {
            json.object(
                    "content",
                    types ->
                            types.object(
                                    content.mediaType(),
                                    body ->
                                            body.object("schema", content.schema()::writeTo)
                                                    .json("example", content.example())));
        }
    }

    private void writeComponents(JsonWriter json, Map<String, String> schemas) {
        json.object("schemas", all -> schemas.forEach(all::json))
                .object(
                        "parameters",
                        all ->
                                parameters.forEach(parameter ->
                                        all.object(parameter.component(), parameter::writeTo)))
                .object(
                        "headers",
                        all ->
                                Arrays.stream(Header.values())
                                        .forEach(header ->
                                                all.object(header.wireName(), header::writeTo)))
                .object(
                        "responses",
                        all ->
                                loneProblems.forEach(type ->
                                        all.object(
                                                type.code(),
                                                response ->
                                                        Problems.writeResponse(
                                                                response, List.of(type)))))
                .object(
                        "examples",
                        all ->
                                Arrays.stream(ProblemType.values())
                                        .forEach(type ->
                                                all.object(
                                                        type.code(),
                                                        example ->
                                                                Problems.writeExample(
                                                                        example, type))))
                .object("securitySchemes", Security::writeScheme);
    }
}
