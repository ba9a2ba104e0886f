package dev.orderstream.infra;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks the settings of a deployment. {@code ./app} runs it before it builds the packages, so that
 * a wrong setting costs seconds.
 */
public final class CheckSettings {

    private static final ObjectMapper JSON = new ObjectMapper();

    private CheckSettings() {}

    public static void main(String[] arguments) {
        if (settings(System.getenv(), System.err).isEmpty()) {
            System.exit(1);
        }
    }

    /** What is wrong with a context; nothing where it can be deployed. */
    public static List<String> errors(Map<String, ?> context) {
        try {
            Settings.read(context);
            return List.of();
        } catch (InvalidSettingsException e) {
            return e.errors();
        }
    }

    /**
     * The settings that the cdk command hands over; empty where they are wrong, with a line for
     * each error on the output for people.
     */
    static Optional<Settings> settings(Map<String, String> environment, PrintStream errors) {
        try {
            return Optional.of(Settings.read(context(environment)));
        } catch (InvalidSettingsException e) {
            e.errors().forEach(error -> errors.println("app: " + error));
            return Optional.empty();
        }
    }

    /** In a variable, and what is too long for one in a file. */
    private static Map<String, @Nullable Object> context(Map<String, String> environment) {
        Map<String, @Nullable Object> context =
                new HashMap<>(parse(environment.getOrDefault("CDK_CONTEXT_JSON", "{}")));
        String rest = environment.get("CONTEXT_OVERFLOW_LOCATION_ENV");
        if (rest != null) {
            try {
                context.putAll(parse(Files.readString(Path.of(rest))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return context;
    }

    private static Map<String, @Nullable Object> parse(String json) {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException("the cdk command's context is no JSON object", e);
        }
    }
}
