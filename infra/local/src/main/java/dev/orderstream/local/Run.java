package dev.orderstream.local;

import dev.orderstream.dynamodblocal.faults.Weather;
import dev.orderstream.eventsourcing.Ticker;
import dev.orderstream.http.ClaimSettings;
import dev.orderstream.http.Cors;
import dev.orderstream.http.Routes;
import dev.orderstream.local.auth.KeyFile;
import dev.orderstream.operations.cli.EndpointFile;
import dev.orderstream.runtime.VisibleText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The program behind {@code ./run}: starts the whole system and keeps it until it is told to stop.
 */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        subcommands = TokenCommand.class,
        description = "Starts the whole system on this machine, until Ctrl-C.",
        footer = {
            "",
            "Environment:",
            "  PORT            of the HTTP API (8080)",
            "  DYNAMODB_PORT   of DynamoDB Local (any free one)",
            "  CUSTOMER_CLAIM  claim of a token that names its customer (customer_id)",
            "  SCOPE_PREFIX    what stands before each scope in a token (nothing)"
        })
final class Run implements Callable<Integer> {

    private static final int PORT_DEFAULT = 8080;
    private static final int REQUESTS_PER_SECOND_LIMIT = 1_000_000;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep everything in DIR. Without it nothing is kept.")
    private @Nullable Path data;

    @Option(
            names = "--auth",
            paramLabel = "MODE",
            defaultValue = "none",
            description = {
                "${COMPLETION-CANDIDATES}: whether callers need a token (${DEFAULT-VALUE}).",
                "./run token prints one."
            })
    private AuthMode auth = AuthMode.NONE;

    @Option(
            names = "--fault",
            paramLabel = "FAULT",
            converter = FaultPlan.Converter.class,
            description = {
                "throttle, down or slow: what DynamoDB is to the functions, once all is ready.",
                "With seconds after a colon, such as down:30, it ends after that."
            })
    private @Nullable FaultPlan fault;

    @Option(
            names = "--requests-per-second",
            paramLabel = "N",
            description = "More than N are answered 429 (${DEFAULT-VALUE}).",
            defaultValue = "" + Routes.REQUESTS_PER_SECOND_MAX)
    private int requestsPerSecond = Routes.REQUESTS_PER_SECOND_MAX;

    @Option(
            names = "--origin",
            paramLabel = "URL",
            split = ",",
            description = {
                "Lets web pages of this origin call, such as http://localhost:3000, by CORS.",
                "May be repeated. Pages of other origins are refused."
            })
    private List<String> origins = new ArrayList<>();

    private final PrintStream out = System.out;
    private volatile boolean stopping;

    /** Takes the options of {@code ./run}. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Run()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() {
        LocalSystem system;
        Optional<Weather> weather = Optional.ofNullable(fault).map(FaultPlan::weather);
        try {
            system = LocalSystem.start(settings(weather));
        } catch (IOException | RuntimeException e) {
            complain("run: " + reason(e));
            return 1;
        }
        tellOrders(system);
        // Ctrl-C and a polite kill end the JVM by its hooks; the order of the end is the system's.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(system), "stop"));
        greet(system);
        weather.ifPresent(this::breakUp);
        int code = system.databaseExit().join();
        if (stopping) {
            return 0;
        }
        complain("run: DynamoDB Local ended with exit code " + code + ", its last words:");
        system.databaseOutput().forEach(Run::complain);
        return 1;
    }

    private static void complain(String line) {
        System.err.println(VisibleText.of(line));
    }

    /** How tokens name things, by the environment. */
    static ClaimSettings claims() {
        return ClaimSettings.read(
                property -> System.getenv(property.replace('.', '_').toUpperCase(Locale.ROOT)));
    }

    private Set<String> allowedOrigins() {
        Set<String> allowed = new TreeSet<>();
        for (String origin : origins) {
            allowed.add(
                    Cors.origin(origin)
                            .orElseThrow(() ->
                                    new IllegalArgumentException(
                                            "--origin: expected such as https://shop.example or"
                                                    + " http://localhost:3000, without a path and"
                                                    + " without *, got \"%s\"".formatted(origin))));
        }
        return allowed;
    }

    /** What a run with these options is. */
    RunSettings settings(Optional<Weather> weather) throws IOException {
        if (requestsPerSecond < 1 || requestsPerSecond > REQUESTS_PER_SECOND_LIMIT) {
            throw new IllegalArgumentException(
                    "--requests-per-second: expected 1 to %d, got %d"
                            .formatted(REQUESTS_PER_SECOND_LIMIT, requestsPerSecond));
        }
        RunSettings plain =
                RunSettings.PLAIN
                        .onPorts(port("PORT", PORT_DEFAULT), port("DYNAMODB_PORT", 0))
                        .withData(Optional.ofNullable(data))
                        .withRequestsPerSecond(requestsPerSecond)
                        .withClaims(claims())
                        .withOrigins(allowedOrigins());
        RunSettings settings = weather.map(plain::withWeather).orElse(plain);
        return switch (auth) {
            case JWT -> settings.withTokenKeys(KeyFile.named().keys());
            case NONE -> settings;
        };
    }

    /** Lets the fault begin, and end where it is to. */
    private void breakUp(Weather weather) {
        weather.stormy();
        Duration time = fault == null ? null : fault.time().orElse(null);
        if (time != null) {
            Thread.ofVirtual()
                    .start(() -> {
                        Ticker.system().sleep(time);
                        weather.calm();
                        out.println("DynamoDB is itself again.");
                        out.flush();
                    });
        }
    }

    /** Lets {@code ./orders} know where the tables are. */
    private static void tellOrders(LocalSystem system) {
        EndpointFile.named()
                .ifPresent(file -> {
                    try {
                        file.write(system.databaseUri());
                    } catch (IOException e) {
                        complain("run: ./orders needs --endpoint: " + e.getMessage());
                    }
                });
    }

    private static void tellOrdersNoMore() {
        EndpointFile.named()
                .ifPresent(file -> {
                    try {
                        file.remove();
                    } catch (IOException e) {
                        complain("run: " + e.getMessage());
                    }
                });
    }

    private void stop(LocalSystem system) {
        stopping = true;
        tellOrdersNoMore();
        system.close();
    }

    private static int port(String variable, int otherwise) {
        String text = System.getenv(variable);
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException(
                    variable + ": expected a port from 0 to 65535, got " + text);
        }
        return Integer.parseInt(text);
    }

    /** What is at the bottom of it says most. */
    private static String reason(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }

    private void greet(LocalSystem system) {
        out.printf(
                """

                Orderstream is ready.

                  HTTP API        %1$s
                  reference       %1$s/docs
                  DynamoDB Local  %2$s
                  data            %3$s
                  authentication  %4$s
                %7$s
                Create an order and read it back:
                %5$s
                  curl -si %1$s/orders %6$s-H 'Content-Type: application/json' -d '{
                    "customer_id": "c-1",
                    "items": [{"product_id": "sku-1", "quantity": 2, "unit_price": "12.60"}],
                    "shipping_address": {"line1": "5 Elm Court", "city": "Galway", "country": "IE"}}'

                  curl -s %6$s%1$s/customers/c-1/orders

                ./orders --help operates it. Ctrl-C stops it.
                """,
                system.uri(),
                system.databaseUri(),
                data == null
                        ? "in memory, gone when it stops"
                        : VisibleText.of("in " + data.toAbsolutePath()),
                switch (auth) {
                    case JWT ->
                            "by token, which ./run token --admin or --customer ID prints; only"
                                    + " 127.0.0.1 is served";
                    case NONE -> "off: everybody may do everything, so only 127.0.0.1 is served";
                },
                switch (auth) {
                    case JWT -> "\n  TOKEN=$(./run token --customer c-1)\n";
                    case NONE -> "";
                },
                switch (auth) {
                    case JWT -> "-H \"Authorization: Bearer $TOKEN\" ";
                    case NONE -> "";
                },
                (origins.isEmpty()
                                ? ""
                                : "  web pages of    " + String.join(", ", allowedOrigins()) + "\n")
                        + (fault == null ? "" : "  fault           " + fault + "\n"));
        out.flush();
    }
}
