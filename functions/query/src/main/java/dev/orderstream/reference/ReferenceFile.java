package dev.orderstream.reference;

import dev.orderstream.query.QueryAnswers;
import dev.orderstream.query.openapi.OpenApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One of the texts that are the same for everybody. */
record ReferenceFile(String text, String tag, Map<String, String> headers) {

    /** The page may load what the service itself has, and show images that are in its style. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    private static final Map<String, String> ASKED_EACH_TIME =
            Map.of("Cache-Control", "no-cache", "X-Content-Type-Options", "nosniff");

    /** They change only with a deployment. */
    private static final Map<String, String> KEPT_FOR_AN_HOUR =
            Map.of("Cache-Control", "public, max-age=3600", "X-Content-Type-Options", "nosniff");

    private static final Map<String, String> PAGE =
            Map.of(
                    "Cache-Control",
                    "no-cache",
                    "X-Content-Type-Options",
                    "nosniff",
                    "Content-Security-Policy",
                    POLICY,
                    "Referrer-Policy",
                    "no-referrer");

    static ReferenceFile ofTemplate(String template) {
        return switch (template) {
            case "/openapi" -> of(OpenApi.document(), ASKED_EACH_TIME);
            case "/docs" -> of(resource("docs.html"), PAGE);
            default ->
                    of(
                            resource(template.substring(template.lastIndexOf('/') + 1)),
                            KEPT_FOR_AN_HOUR);
        };
    }

    private static ReferenceFile of(String text, Map<String, String> headers) {
        return new ReferenceFile(text, "\"%s\"".formatted(QueryAnswers.digest(text)), headers);
    }

    private static String resource(String name) {
        try (InputStream in = ReferenceFile.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the build has left out " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
