package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.orderstream.infra.CheckSettings;
import dev.orderstream.local.DocumentedCommands.Documented;
import dev.orderstream.operations.cli.Orders;
import dev.orderstream.operations.cli.Screen;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/** What the documents tell people to run exists, and takes the options that they give it. */
class DocumentsTest {

    /** Options that were compared with the AWS CLI's reference, by service and operation. */
    private static final Map<String, Set<String>> AWS =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("cloudformation delete-stack", Set.of("--stack-name")),
                            Map.entry("cloudformation wait", Set.of("--stack-name")),
                            Map.entry(
                                    "kms schedule-key-deletion",
                                    Set.of("--key-id", "--pending-window-in-days")),
                            Map.entry("lambda get-account-settings", Set.of("--query")),
                            Map.entry(
                                    "cloudformation get-template",
                                    Set.of("--stack-name", "--query", "--output")),
                            Map.entry(
                                    "cloudformation list-stack-resources",
                                    Set.of("--stack-name", "--query")),
                            Map.entry(
                                    "cloudformation update-termination-protection",
                                    Set.of("--stack-name", "--no-enable-termination-protection")),
                            Map.entry(
                                    "deploy list-deployments",
                                    Set.of(
                                            "--application-name",
                                            "--deployment-group-name",
                                            "--include-only-statuses")),
                            Map.entry(
                                    "deploy stop-deployment",
                                    Set.of("--deployment-id", "--auto-rollback-enabled")),
                            Map.entry("dynamodb delete-table", Set.of("--table-name")),
                            Map.entry("dynamodb list-tables", Set.of()),
                            Map.entry(
                                    "dynamodb restore-table-to-point-in-time",
                                    Set.of(
                                            "--source-table-name",
                                            "--target-table-name",
                                            "--restore-date-time")),
                            Map.entry(
                                    "dynamodb scan",
                                    Set.of(
                                            "--table-name",
                                            "--endpoint-url",
                                            "--region",
                                            "--select",
                                            "--filter-expression",
                                            "--expression-attribute-values")),
                            Map.entry(
                                    "dynamodb update-table",
                                    Set.of(
                                            "--table-name",
                                            "--stream-specification",
                                            "--no-deletion-protection-enabled")),
                            Map.entry("events disable-rule", Set.of("--name")),
                            Map.entry(
                                    "lambda delete-function-concurrency",
                                    Set.of("--function-name")),
                            Map.entry("lambda get-alias", Set.of("--function-name", "--name")),
                            Map.entry(
                                    "lambda get-function-configuration",
                                    Set.of(
                                            "--function-name",
                                            "--qualifier",
                                            "--query",
                                            "--output")),
                            Map.entry(
                                    "lambda invoke",
                                    Set.of(
                                            "--function-name",
                                            "--qualifier",
                                            "--cli-binary-format",
                                            "--payload")),
                            Map.entry(
                                    "lambda list-event-source-mappings", Set.of("--function-name")),
                            Map.entry(
                                    "lambda list-versions-by-function",
                                    Set.of("--function-name", "--query", "--output")),
                            Map.entry(
                                    "lambda put-function-concurrency",
                                    Set.of("--function-name", "--reserved-concurrent-executions")),
                            Map.entry(
                                    "lambda update-alias",
                                    Set.of(
                                            "--function-name",
                                            "--name",
                                            "--function-version",
                                            "--routing-config")),
                            Map.entry(
                                    "secretsmanager put-secret-value",
                                    Set.of("--secret-id", "--secret-string")),
                            Map.entry("sts get-caller-identity", Set.of("--query", "--output"))));

    private static final Set<String> CDK =
            Set.of("bootstrap", "deploy", "destroy", "diff", "import", "synth");

    private static final Set<String> CDK_OPTIONS = Set.of("-c", "-q");

    /** Programs of others, whose words are not looked at. */
    private static final Set<String> OTHERS =
            Set.of("call", "call()", "cd", "curl", "git", "npm", "source");

    @Test
    void every_command_exists_with_its_options() {
        List<String> wrong = new ArrayList<>();
        for (Documented command : DocumentedCommands.all()) {
            problem(command).ifPresent(problem -> wrong.add(command + "\n    " + problem));
        }

        assertThat(wrong).isEmpty();
    }

    /** In the app's folder, or without its environment, the command starts the app, which ends. */
    @Test
    void a_bootstrap_names_its_environment_and_comes_before_the_folder_of_the_app() {
        for (Path document : DocumentedCommands.documents()) {
            List<String> lines = DocumentedCommands.text(document).lines().toList();
            for (int at = 0; at < lines.size(); at++) {
                if (lines.get(at).strip().startsWith("cdk bootstrap")) {
                    assertThat(lines.get(at).strip())
                            .as(document.toString())
                            .startsWith("cdk bootstrap aws://ACCOUNT/REGION");
                    assertThat(lines.subList(0, at))
                            .as("before %s of %s", lines.get(at), document)
                            .noneMatch(line -> line.contains("cd infra/aws"));
                }
            }
        }
        assertThat(text("docs/deploy.md")).contains("\ncdk bootstrap aws://ACCOUNT/REGION ");
    }

    @Test
    void commands_are_found_in_every_document_that_has_some() {
        assertThat(DocumentedCommands.all())
                .extracting(Documented::document)
                .contains(
                        "README.md",
                        "CONTRIBUTING.md",
                        "docs/deploy.md",
                        "docs/operate.md",
                        "docs/add-your-own-aggregate.md");
    }

    private static Optional<String> problem(Documented command) {
        List<String> words = command.words();
        // An ellipsis leaves out what is said elsewhere.
        if (command.line().contains("…")) {
            return Optional.empty();
        }
        return switch (words.getFirst()) {
            case "./mvnw" -> maven(words);
            case "./run" -> parsed(Run.commandLine(), words);
            case "./orders" -> parsed(orders(), words);
            case "infra/aws/prune-versions" -> options(words, text("infra/aws/prune-versions"));
            case "cdk" -> cdk(words);
            case "sam" -> sam(words);
            case "aws" -> aws(words);
            default ->
                    OTHERS.contains(words.getFirst())
                            ? Optional.empty()
                            : Optional.of("unknown program " + words.getFirst());
        };
    }

    private static CommandLine orders() {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return Orders.commandLine(new Screen(nowhere, nowhere, false, Optional::empty));
    }

    private static Optional<String> parsed(CommandLine program, List<String> words) {
        List<String> arguments = words.stream().skip(1).map(DocumentsTest::meant).toList();
        try {
            program.parseArgs(arguments.toArray(String[]::new));
            return Optional.empty();
        } catch (MissingParameterException e) {
            // A sentence names a command without saying all of it.
            return Optional.empty();
        } catch (ParameterException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** What stands for any command, and for any number. */
    private static String meant(String word) {
        return switch (word) {
            case "COMMAND" -> "projections";
            case "N" -> "1";
            default -> word;
        };
    }

    private static Optional<String> maven(List<String> words) {
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("-pl")) {
                for (String module : words.get(i + 1).split(",", -1)) {
                    if (!Files.exists(DocumentedCommands.ROOT.resolve(module).resolve("pom.xml"))) {
                        return Optional.of("no module " + module);
                    }
                }
            } else if (word.startsWith("-P")
                    && !text("pom.xml").contains("<id>" + word.substring(2) + "</id>")) {
                return Optional.of("no profile " + word.substring(2));
            } else if (word.startsWith("-Dtest=")) {
                String pattern = word.substring("-Dtest=".length()).replace("'", "");
                if (!exists(pattern.replace("*", ".*") + "\\.java")) {
                    return Optional.of("no test class " + pattern);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> cdk(List<String> words) {
        if (!CDK.contains(words.get(1))) {
            return Optional.of("cdk has no command " + words.get(1));
        }
        for (String word : words) {
            if (word.startsWith("-") && !CDK_OPTIONS.contains(word)) {
                return Optional.of("compare it with the CDK's reference: " + word);
            }
        }
        Map<String, Object> context = new HashMap<>();
        for (int i = 2; i < words.size(); i++) {
            if (words.get(i).equals("-c") && i + 1 < words.size()) {
                String[] setting = words.get(++i).split("=", 2);
                context.put(setting[0], setting.length < 2 ? "" : setting[1]);
            }
        }
        context.computeIfPresent("prefix", (name, prefix) -> lower(prefix));
        if (!context.containsKey("auth")) {
            context.putIfAbsent("issuer", "https://tokens.example.com");
            context.putIfAbsent("audience", "orders");
        }
        return first(CheckSettings.errors(context));
    }

    /** What stands for a name is in capitals. */
    private static String lower(Object value) {
        return value.toString().toLowerCase(Locale.ROOT);
    }

    private static Optional<String> sam(List<String> words) {
        if (words.contains("start-api") || words.size() < 4) {
            return Optional.empty();
        }
        for (int i = 3; i < words.size(); i++) {
            if (words.get(i).equals("-e") && i + 1 < words.size()) {
                String event = words.get(i + 1);
                if (!Files.exists(DocumentedCommands.ROOT.resolve(event))) {
                    return Optional.of("no event " + event);
                }
            } else if (words.get(i).endsWith("Function") && !exists(words.get(i) + "\\.java")) {
                return Optional.of("no function " + words.get(i));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> aws(List<String> words) {
        String operation = words.get(1) + " " + words.get(2);
        Set<String> known = AWS.get(operation);
        if (known == null) {
            return Optional.of(
                    "compare it with the AWS CLI's reference, and add it to AWS in this test");
        }
        return first(
                words.stream()
                        .filter(word -> word.startsWith("--") && !known.contains(word))
                        .map(option -> operation + " has no option " + option)
                        .toList());
    }

    private static Optional<String> options(List<String> words, String script) {
        return first(
                words.stream()
                        .filter(word -> word.startsWith("--") && !script.contains(word + ")"))
                        .map(option -> "no option " + option)
                        .toList());
    }

    private static Optional<String> first(List<String> problems) {
        return problems.stream().findFirst();
    }

    /** Whether a source file has such a name. */
    private static boolean exists(String name) {
        try (Stream<Path> files = Files.walk(DocumentedCommands.ROOT)) {
            return files.anyMatch(file -> file.getFileName().toString().matches(name));
        } catch (IOException e) {
            return fail(e);
        }
    }

    private static String text(String file) {
        return DocumentedCommands.text(DocumentedCommands.ROOT.resolve(file));
    }

    @Test
    void every_link_leads_to_a_file_and_its_heading() {
        List<String> broken = new ArrayList<>();
        Pattern link = Pattern.compile("\\]\\(([^)\\s]+)\\)");
        for (Path document : DocumentedCommands.documents()) {
            Matcher matcher = link.matcher(DocumentedCommands.text(document));
            while (matcher.find()) {
                String target = matcher.group(1);
                if (!target.contains("://") && !target.startsWith("mailto:")) {
                    if (!leads(document, target)) {
                        broken.add(DocumentedCommands.ROOT.relativize(document) + " → " + target);
                    }
                }
            }
        }

        assertThat(broken).isEmpty();
    }

    private static boolean leads(Path document, String target) {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]).normalize();
        if (!Files.exists(file)) {
            return false;
        }
        return parts.length == 1 || headings(file).contains(parts[1]);
    }

    /** As GitHub makes them: lower case, without punctuation, with hyphens for spaces. */
    private static Set<String> headings(Path file) {
        return DocumentedCommands.text(file)
                .lines()
                .filter(line -> line.matches("#{1,6} .*"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(line -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** By the words before a version on the page: the property of the pom that is that version. */
    private static final Map<String, String> ADVISED =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("| jackson-databind 2 | 2.21.2 | ", "jackson"),
                            Map.entry("| jackson-core 2 | 2.21.2 | ", "jackson"),
                            Map.entry("contains a copy of jackson-core | 2.54.15 | ", "awssdk"),
                            Map.entry("| Micronaut Core | 4.10.20 | ", "micronaut-core"),
                            Map.entry("| Logback | 1.5.32 | ", "logback"),
                            Map.entry("| Jetty (DynamoDB Local only) | 12.1.13 | ", "jetty"),
                            Map.entry("| Log4j (DynamoDB Local only) | 2.25.3 | ", "log4j"),
                            Map.entry("| Apache HttpClient 4 | 4.5.13 | ", "httpclient"),
                            Map.entry("5.5, 5.4.3 and 5.3.4 | ", "httpclient5"),
                            Map.entry("Swagger UI ", "swagger-ui"),
                            Map.entry("nimbus-jose-jwt ", "nimbus-jose-jwt"),
                            Map.entry("| micronaut-function ", "micronaut-function")));

    @Test
    void the_page_on_advisories_is_about_the_versions_that_are_in_use() {
        String page = text("docs/advisories.md").replaceAll("\\s+", " ");
        String pom = text("pom.xml");
        ADVISED.forEach((words, property) -> {
            Matcher version =
                    Pattern.compile("<%s\\.version>([^<]+)<".formatted(property)).matcher(pom);
            assertThat(version.find()).as(property).isTrue();
            assertThat(page)
                    .as(words)
                    .containsPattern(Pattern.quote(words + version.group(1)) + "(?![\\d.]*\\d)");
        });
    }

    @Test
    void the_context_of_the_page_on_deployments_can_be_deployed() {
        String page = text("docs/deploy.md");
        Matcher json = Pattern.compile("(?ms)^```json\\n(.*?)^```$").matcher(page);
        assertThat(json.find()).isTrue();
        Map<String, Object> context = new HashMap<>();
        Matcher member = Pattern.compile("\"(\\w+)\": \"([^\"]*)\"").matcher(json.group(1));
        while (member.find()) {
            context.put(member.group(1), member.group(2));
        }

        assertThat(context).isNotEmpty();
        assertThat(CheckSettings.errors(context)).isEmpty();
    }

    @Test
    void every_setting_of_a_deployment_is_on_its_page() {
        String page = text("docs/deploy.md");
        // An unknown name that is near to none is answered with all of them.
        String unknown =
                CheckSettings.errors(
                                Map.of(
                                        "zzzzzzzzzzzzzzzz", "1",
                                        "issuer", "https://tokens.example.com",
                                        "audience", "orders"))
                        .getFirst();
        String names = unknown.substring(unknown.indexOf("one of ") + "one of ".length());

        assertThat(List.of(names.split(", ", -1)))
                .contains("prefix", "issuer")
                .allSatisfy(name -> assertThat(page).containsPattern("`" + name + "[`=]"));
    }
}
