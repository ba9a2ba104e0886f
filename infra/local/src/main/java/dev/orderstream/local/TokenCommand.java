package dev.orderstream.local;

import dev.orderstream.http.Principal;
import dev.orderstream.http.Scope;
import dev.orderstream.local.auth.KeyFile;
import dev.orderstream.local.auth.Tokens;
import dev.orderstream.local.auth.Tokens.Grant;
import dev.orderstream.operations.cli.ShortDuration;
import dev.orderstream.orders.CustomerId;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./run token}: prints one signed token, and nothing else, for {@code ./run --auth jwt}. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Prints a token for ./run --auth jwt.",
        footer = {
            "",
            "TOKEN=$(./run token --customer c-1)",
            "CUSTOMER_CLAIM and SCOPE_PREFIX are those that ./run was started with."
        })
final class TokenCommand implements Callable<Integer> {

    private static final List<String> OF_A_CUSTOMER =
            List.of(Scope.READ.word(), Scope.WRITE.word());
    private static final List<String> KNOWN_SCOPES =
            List.of(Scope.READ.word(), Scope.WRITE.word(), Scope.ADMIN.word());

    @Spec private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Whose whose;

    /** Either of the two. */
    private static final class Whose {
        @Option(
                names = "--customer",
                paramLabel = "ID",
                description = "Of a customer, whose own things are those of this id.")
        private @Nullable String customer;

        @Option(
                names = "--admin",
                arity = "0",
                description = "Of an administrator: everything is allowed.")
        private boolean admin;
    }

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            description =
                    "What the customer may do, instead of orders:read and orders:write. May be"
                            + " repeated, or be several words.")
    private List<String> scopes = new ArrayList<>();

    @Option(
            names = "--subject",
            paramLabel = "TEXT",
            description = "Who calls; otherwise the customer's id, or admin.")
    private @Nullable String subject;

    @Option(
            names = "--valid-for",
            paramLabel = "TIME",
            defaultValue = "1h",
            converter = ShortDuration.class,
            description = "How long it is valid, in s, m, h or d (${DEFAULT-VALUE}).")
    private Duration validFor;

    /** Picocli sets what is required. */
    @SuppressWarnings("NullAway.Init")
    TokenCommand() {}

    @Override
    public Integer call() {
        Grant grant = grant();
        try {
            Tokens tokens =
                    new Tokens(KeyFile.named().keys(), InstantSource.system(), Run.claims());
            spec.commandLine().getOut().println(tokens.sign(grant));
            return 0;
        } catch (IOException | IllegalArgumentException e) {
            spec.commandLine().getErr().println("run token: " + e.getMessage());
            return 1;
        }
    }

    private Grant grant() {
        String customer = whose.customer;
        if (whose.admin || customer == null) {
            if (!scopes.isEmpty()) {
                throw refused("--scope goes with --customer: an administrator may do everything");
            }
            return new Grant(subject("admin"), null, List.of(Scope.ADMIN.word()), validFor);
        }
        if (CustomerId.find(customer).isEmpty()) {
            throw refused(
                    "--customer: expected 1 to 64 characters of A-Z a-z 0-9 . _ ~ -, but not . or"
                            + " ..");
        }
        return new Grant(subject(customer), customer, customersScopes(), validFor);
    }

    private String subject(String otherwise) {
        if (subject == null) {
            return otherwise;
        }
        if (!Principal.isSubject(subject)) {
            throw refused(
                    "--subject: expected 1 to %d visible characters, without spaces"
                            .formatted(Principal.SUBJECT_CHARACTERS_MAX));
        }
        return subject;
    }

    private List<String> customersScopes() {
        if (scopes.isEmpty()) {
            return OF_A_CUSTOMER;
        }
        Set<String> words = new LinkedHashSet<>();
        for (String scope : scopes) {
            words.addAll(Arrays.asList(scope.strip().split("\\s+", -1)));
        }
        if (!KNOWN_SCOPES.containsAll(words)) {
            throw refused("--scope: expected any of " + String.join(", ", KNOWN_SCOPES));
        }
        return List.copyOf(words);
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
