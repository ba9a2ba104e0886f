package dev.orderstream.benchmarks.startup;

import dev.orderstream.dynamodb.TableSetup;
import dev.orderstream.dynamodb.Tables;
import dev.orderstream.dynamodblocal.DynamoDbLocal;
import dev.orderstream.http.CursorKeys;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * What a start of the command function weighs beside a plain handler with the same SDK, with and
 * without the JDK's AOT cache, and what other libraries would weigh in the place of ours. What is
 * compared takes turns in each round, so that a busy machine slows all of it.
 */
public final class StartUp {

    private static final int ROUNDS = 5;
    private static final String CACHED = " with an AOT cache";
    private static final String CREDENTIAL = "test";

    private final Candidates candidates;
    private final Starter starter;
    private final List<Start> starts = new ArrayList<>();

    /** A candidate with what it is started with, and what that took, round by round. */
    private record Start(
            String name,
            Candidate candidate,
            int classes,
            List<String> options,
            List<Duration> took) {

        Weight weight() {
            return new Weight(name, candidate.jars().bytes(), classes, took);
        }
    }

    private StartUp(Path folder, URI database) {
        this.candidates = new Candidates(folder);
        this.starter =
                new Starter(
                        folder,
                        Map.of(
                                "AUTH_MODE",
                                "jwt",
                                "CURSOR_KEYS",
                                CursorKeys.generate(),
                                "AWS_REGION",
                                Region.EU_CENTRAL_1.id(),
                                "AWS_ACCESS_KEY_ID",
                                CREDENTIAL,
                                "AWS_SECRET_ACCESS_KEY",
                                CREDENTIAL,
                                "AWS_ENDPOINT_URL_DYNAMODB",
                                database.toString()));
    }

    /**
     * What was measured.
     *
     * @param functions the plain handler first, the command function, each of them cached, and the
     *     other functions, whose starts are not measured
     * @param httpClients in the plain handler, the one in use first
     * @param logging in the command function, the one in use first
     * @param json in the command function, the one in use first
     */
    record Measured(
            List<Weight> functions,
            List<Weight> httpClients,
            List<Weight> logging,
            List<Weight> json) {}

    public static void main(String[] arguments) throws IOException {
        print(measure(ROUNDS), System.out);
    }

    static Measured measure(int rounds) throws IOException {
        Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "start-up");
        try (DynamoDbLocal database = DynamoDbLocal.inMemory()) {
            createTables(database.endpoint());
            return new StartUp(folder, database.endpoint()).all(rounds);
        }
    }

    private static void createTables(URI endpoint) {
        try (DynamoDbClient client =
                DynamoDbClient.builder()
                        .endpointOverride(endpoint)
                        .region(Region.EU_CENTRAL_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create(CREDENTIAL, CREDENTIAL)))
                        .build()) {
            new TableSetup(client, Tables.STANDARD).createMissing();
            var key = AttributeDefinition.builder().attributeName(PlainHandler.KEY);
            var partition = KeySchemaElement.builder().attributeName(PlainHandler.KEY);
            client.createTable(create ->
                    create.tableName(PlainHandler.TABLE)
                            .attributeDefinitions(key.attributeType(ScalarAttributeType.S).build())
                            .keySchema(partition.keyType(KeyType.HASH).build())
                            .billingMode(BillingMode.PAY_PER_REQUEST));
        }
    }

    private Measured all(int rounds) throws IOException {
        List<Start> functions = new ArrayList<>();
        for (Candidate candidate : List.of(candidates.plain(), candidates.command())) {
            functions.add(start(candidate));
        }
        Start plain = functions.getFirst();
        Start command = functions.getLast();
        List<Start> http = others(candidates.httpClients(plain.candidate()));
        List<Start> logging = others(candidates.logging(command.candidate()));
        List<Start> json = others(candidates.json(command.candidate()));
        functions.add(cached(plain));
        functions.add(cached(command));
        takeTurns(rounds);
        return new Measured(
                Stream.concat(functions.stream().map(Start::weight), unmeasured()).toList(),
                compared("apache-client (in use)", plain, http),
                compared("logback with ECS (in use)", command, logging),
                compared("serde-jackson (in use)", command, json));
    }

    /** Counts its classes, which also has its jars in the memory of the machine. */
    private Start start(Candidate candidate) throws IOException {
        int classes = starter.classes(candidate);
        Start start = new Start(candidate.name(), candidate, classes, List.of(), new ArrayList<>());
        starts.add(start);
        return start;
    }

    private Start cached(Start plain) throws IOException {
        List<String> options = starter.cached(plain.candidate());
        Start start =
                new Start(
                        plain.name() + CACHED,
                        plain.candidate(),
                        plain.classes(),
                        options,
                        new ArrayList<>());
        starts.add(start);
        return start;
    }

    private List<Start> others(List<Candidate> others) throws IOException {
        List<Start> all = new ArrayList<>();
        for (Candidate other : others) {
            all.add(start(other));
        }
        return all;
    }

    private Stream<Weight> unmeasured() throws IOException {
        List<Weight> weights = new ArrayList<>();
        for (Candidate other : List.of(candidates.query(), candidates.projector())) {
            weights.add(
                    new Weight(
                            other.name(), other.jars().bytes(), starter.classes(other), List.of()));
        }
        return weights.stream();
    }

    private void takeTurns(int rounds) throws IOException {
        List<Start> order = new ArrayList<>(starts);
        for (int round = 0; round < rounds; round++) {
            for (Start start : order) {
                start.took().add(starter.start(start.candidate(), start.options()));
            }
            Collections.rotate(order, 1);
        }
    }

    private static List<Weight> compared(String inUse, Start base, List<Start> others) {
        Weight first = base.weight();
        return Stream.concat(
                        Stream.of(
                                new Weight(inUse, first.bytes(), first.classes(), first.starts())),
                        others.stream().map(Start::weight))
                .toList();
    }

    private static void print(Measured measured, PrintStream out) {
        print("To the first answer", measured.functions(), out);
        print("HTTP clients, in the plain handler", measured.httpClients(), out);
        print("Logging, in the command function", measured.logging(), out);
        print("JSON, in the command function", measured.json(), out);
    }

    /** Each beside the first one. */
    private static void print(String title, List<Weight> weights, PrintStream out) {
        Weight first = weights.getFirst();
        out.printf("| %s | MB of jars | classes | processor time, ratio (median ms) |%n", title);
        out.println("| --- | --: | --: | --: |");
        for (Weight weight : weights) {
            out.printf(
                    Locale.ROOT,
                    "| %s | %.2f | %,d | %s |%n",
                    weight.name(),
                    weight.bytes() / 1e6,
                    weight.classes(),
                    weight.starts().isEmpty()
                            ? ""
                            : "%.2f (%.0f)"
                                    .formatted(
                                            weight.medianMs() / first.medianMs(),
                                            weight.medianMs()));
        }
        out.println();
    }
}
