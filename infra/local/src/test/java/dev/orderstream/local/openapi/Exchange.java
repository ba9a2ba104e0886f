package dev.orderstream.local.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A request under construction, of one operation. */
final class Exchange {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final URI service;
    private final String method;
    private final Map<String, String> query = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String path;
    private @Nullable String body;

    Exchange(URI service, String method, String template) {
        this.service = service;
        this.method = method;
        this.path = template;
    }

    Exchange path(String name, String value) {
        path = path.replace("{" + name + "}", value);
        return this;
    }

    String path() {
        return path;
    }

    Exchange query(String name, String value) {
        query.put(name, value);
        return this;
    }

    Exchange header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    Exchange body(JsonNode json) {
        return body(json.toString());
    }

    Exchange body(String json) {
        body = json;
        headers.putIfAbsent("Content-Type", "application/json");
        return this;
    }

    HttpResponse<String> send() {
        String parameters =
                query.entrySet().stream()
                        .map(each ->
                                each.getKey()
                                        + "="
                                        + URLEncoder.encode(
                                                each.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                service.resolve(
                                        path + (parameters.isEmpty() ? "" : "?" + parameters)))
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "%s %s %s %s %s".formatted(method, path, query, headers, body);
    }
}
