package dev.orderstream.infra;

import dev.orderstream.http.ClaimSettings;
import dev.orderstream.orders.Inventory;
import dev.orderstream.orders.OrderCurrency;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one deployment is told by {@code -c name=value}. {@link #read} is the only place that knows
 * the names; to add a setting, read it there.
 *
 * @param prefix what the names of tables, functions and the stack begin with; a stage is a prefix
 *     of its own
 * @param tokens who issues the tokens and for whom; empty where everybody may do everything, which
 *     has to be chosen
 * @param developer whether it is a small stack that goes away with all its data
 * @param origins of web pages that may call; without any no page of another origin may
 * @param currency of an order that names none; empty for the functions' own choice
 * @param inventory {@code off} where stock is not counted; empty for the functions' own choice
 * @param alarmEmail who is told of alarms; empty where somebody subscribes to the topic himself
 * @param rollout how command and query switch to a new version
 * @param claims how the issuer names things in its tokens
 * @param options what has a default in every account
 * @param previousEvents what the release that is deployed now can read; empty where unknown
 */
record Settings(
        String prefix,
        Optional<Tokens> tokens,
        boolean developer,
        List<String> origins,
        Optional<String> currency,
        Optional<String> inventory,
        Optional<String> alarmEmail,
        Rollout rollout,
        ClaimSettings claims,
        Options options,
        Optional<ReadableEvents> previousEvents) {

    /** What the authorizer compares a token's {@code iss} and {@code aud} with. */
    record Tokens(String issuer, String audience) {}

    /** In the folder of the app. Without the file it is unknown what the last release can read. */
    static final Path PREVIOUS_EVENTS = Path.of("previous-events.json");

    Settings {
        origins = List.copyOf(origins);
    }

    /**
     * Reads the context.
     *
     * @throws InvalidSettingsException with a line for each setting that is missing, wrong or
     *     unknown
     */
    static Settings read(Map<String, ? extends @Nullable Object> context) {
        ContextReader reader = new ContextReader(context);
        boolean developer = reader.or("developer", Values::flag, false);
        Settings settings =
                new Settings(
                        reader.or("prefix", Values::prefix, "orderstream"),
                        tokens(reader, developer),
                        developer,
                        reader.or("origins", Values::origins, List.of()),
                        reader.optional("currency", value -> new OrderCurrency(value).code()),
                        reader.optional("inventory", Settings::inventory),
                        reader.optional("alarmEmail", Values::email),
                        reader.or("rollout", Rollout::parse, Rollout.GRADUAL),
                        claims(reader),
                        Options.read(reader),
                        reader.optional("previousEvents", Settings::previousEvents)
                                .or(() -> standardPreviousEvents(reader)));
        reader.finish();
        return settings;
    }

    private static Optional<Tokens> tokens(ContextReader reader, boolean developer) {
        Optional<String> issuer = reader.optional("issuer", Values::issuer);
        Optional<String> audience = reader.optional("audience", Values::audience);
        boolean open = reader.or("auth", Settings::open, false);
        if (open) {
            if (!developer || reader.has("issuer") || reader.has("audience")) {
                reader.error(
                        "auth: none lets everybody do everything, so it needs developer=true and"
                                + " neither issuer nor audience");
            }
            return Optional.empty();
        }
        for (String name : List.of("issuer", "audience")) {
            if (!reader.has(name)) {
                reader.error(
                        name
                                + ": missing; give -c issuer=https://… and -c audience=… of the"
                                + " tokens that are let in, or to try it out -c developer=true -c"
                                + " auth=none");
            }
        }
        return issuer.flatMap(iss -> audience.map(aud -> new Tokens(iss, aud)));
    }

    private static ClaimSettings claims(ContextReader reader) {
        return new ClaimSettings(
                reader.or(
                        "customerClaim",
                        ClaimSettings::parseCustomerClaim,
                        ClaimSettings.STANDARD.customerClaim()),
                reader.or(
                        "scopePrefix",
                        ClaimSettings::parseScopePrefix,
                        ClaimSettings.STANDARD.scopePrefix()));
    }

    private static boolean open(String auth) {
        return switch (auth) {
            case "jwt" -> false;
            case "none" -> true;
            default -> throw new IllegalArgumentException("expected jwt or none");
        };
    }

    /** The word itself, once the functions' own rule has taken it. */
    private static String inventory(String word) {
        return Inventory.parse(word).on() ? "on" : "off";
    }

    private static ReadableEvents previousEvents(String file) {
        try {
            return ReadableEvents.parse(Files.readString(Path.of(file), StandardCharsets.UTF_8));
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException("expected a file that can be read", e);
        }
    }

    private static Optional<ReadableEvents> standardPreviousEvents(ContextReader reader) {
        if (!Files.exists(PREVIOUS_EVENTS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(previousEvents(PREVIOUS_EVENTS.toString()));
        } catch (IllegalArgumentException e) {
            reader.error(PREVIOUS_EVENTS + ": " + e.getMessage());
            return Optional.empty();
        }
    }
}
