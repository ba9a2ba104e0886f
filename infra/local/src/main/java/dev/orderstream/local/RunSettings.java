package dev.orderstream.local;

import dev.orderstream.dynamodblocal.faults.Weather;
import dev.orderstream.http.ClaimSettings;
import dev.orderstream.http.Routes;
import dev.orderstream.local.auth.KeySet;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the system is run.
 *
 * @param port of the gateway, 0 for any that is free
 * @param databasePort of DynamoDB Local, 0 for any that is free
 * @param data where everything is kept, or nothing to keep nothing
 * @param tokenKeys by which tokens are checked, or nothing where everybody may do everything
 * @param weather what the functions' requests to DynamoDB meet
 * @param requestsPerSecond that the gateway lets in
 * @param claims how tokens name things
 * @param origins of web pages that may call, as browsers send them
 * @param properties of the functions, beside those that every run gives them
 */
public record RunSettings(
        int port,
        int databasePort,
        Optional<Path> data,
        Optional<KeySet> tokenKeys,
        Optional<Weather> weather,
        int requestsPerSecond,
        ClaimSettings claims,
        Set<String> origins,
        Map<String, Object> properties) {

    /** On any free ports, keeping nothing, asking nobody for a token. */
    public static final RunSettings PLAIN =
            new RunSettings(
                    0,
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Routes.REQUESTS_PER_SECOND_MAX,
                    ClaimSettings.STANDARD,
                    Set.of(),
                    Map.of());

    public RunSettings {
        origins = Set.copyOf(origins);
        properties = Map.copyOf(properties);
    }

    public RunSettings onPorts(int gateway, int database) {
        return new RunSettings(
                gateway,
                database,
                data,
                tokenKeys,
                weather,
                requestsPerSecond,
                claims,
                origins,
                properties);
    }

    public RunSettings withData(Optional<Path> directory) {
        return new RunSettings(
                port,
                databasePort,
                directory,
                tokenKeys,
                weather,
                requestsPerSecond,
                claims,
                origins,
                properties);
    }

    public RunSettings withTokenKeys(KeySet keys) {
        return new RunSettings(
                port,
                databasePort,
                data,
                Optional.of(keys),
                weather,
                requestsPerSecond,
                claims,
                origins,
                properties);
    }

    public RunSettings withWeather(Weather met) {
        return new RunSettings(
                port,
                databasePort,
                data,
                tokenKeys,
                Optional.of(met),
                requestsPerSecond,
                claims,
                origins,
                properties);
    }

    public RunSettings withRequestsPerSecond(int most) {
        return new RunSettings(
                port, databasePort, data, tokenKeys, weather, most, claims, origins, properties);
    }

    public RunSettings withClaims(ClaimSettings names) {
        return new RunSettings(
                port,
                databasePort,
                data,
                tokenKeys,
                weather,
                requestsPerSecond,
                names,
                origins,
                properties);
    }

    public RunSettings withOrigins(Set<String> allowed) {
        return new RunSettings(
                port,
                databasePort,
                data,
                tokenKeys,
                weather,
                requestsPerSecond,
                claims,
                allowed,
                properties);
    }

    public RunSettings withProperties(Map<String, Object> more) {
        return new RunSettings(
                port,
                databasePort,
                data,
                tokenKeys,
                weather,
                requestsPerSecond,
                claims,
                origins,
                more);
    }
}
