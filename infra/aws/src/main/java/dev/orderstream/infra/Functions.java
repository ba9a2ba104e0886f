package dev.orderstream.infra;

import dev.orderstream.http.ClaimSettings;
import dev.orderstream.runtime.Variable;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;
import software.constructs.Construct;

/** Every function, with the environment and the rights of each. */
final class Functions {

    /** A new account has 10 instances for all functions. */
    private static final int WAITS_MAX_UNRESERVED = 5;

    private final Settings settings;
    private final Storage storage;
    private final Map<FunctionDefinition, DeployedFunction> all =
            new EnumMap<>(FunctionDefinition.class);

    Functions(Construct scope, Settings settings, Storage storage, Path root) {
        this.settings = settings;
        this.storage = storage;
        Rights rights = new Rights(storage, settings);
        for (FunctionDefinition definition : FunctionDefinition.values()) {
            all.put(
                    definition,
                    new DeployedFunction(
                            scope,
                            definition,
                            settings,
                            root,
                            environment(definition),
                            rights.of(definition)));
        }
        // What a new command stores, all others that read events can read by then; and what a new
        // query reads, the projector and the operations write by then.
        for (FunctionDefinition definition : GradualRollout.FUNCTIONS) {
            get(definition)
                    .alias
                    .getNode()
                    .addDependency(
                            get(FunctionDefinition.PROJECTOR).alias,
                            get(FunctionDefinition.OPERATIONS).alias,
                            get(FunctionDefinition.OPERATIONS_API).alias);
        }
    }

    DeployedFunction get(FunctionDefinition definition) {
        return Objects.requireNonNull(all.get(definition));
    }

    private Map<String, String> environment(FunctionDefinition definition) {
        Map<Variable, String> variables = new EnumMap<>(Variable.class);
        if (definition != FunctionDefinition.REFERENCE) {
            variables.put(Variable.TABLE_PREFIX, settings.prefix());
        }
        switch (definition) {
            case COMMAND -> {
                putCallers(variables);
                settings.currency().ifPresent(c -> variables.put(Variable.DEFAULT_CURRENCY, c));
                settings.inventory().ifPresent(i -> variables.put(Variable.INVENTORY, i));
            }
            case QUERY -> {
                putCallers(variables);
                variables.put(Variable.CURSOR_KEYS_SECRET, storage.cursorKeys.getSecretArn());
                variables.put(Variable.WAITS_MAX, Integer.toString(waitsMax()));
            }
            case OPERATIONS_API -> putCallers(variables);
            case REFERENCE -> {
                // It reads no setting: its routes need no token, and it has no data.
            }
            case SETUP -> {
                variables.put(Variable.READ_TABLE_KEY, storage.keys.ofReadTables());
                variables.put(Variable.READ_TABLE_TAGS, StackTags.ofReadTables(settings));
            }
            case PROJECTOR, OPERATIONS -> {
                // They answer no caller.
            }
        }
        Map<String, String> byName = new TreeMap<>();
        variables.forEach((variable, value) -> byName.put(variable.name(), value));
        return byName;
    }

    /** The other half of the reserved instances answers while these wait. */
    private int waitsMax() {
        OptionalInt reserved = settings.options().queryConcurrency();
        return reserved.isPresent() ? reserved.getAsInt() / 2 : WAITS_MAX_UNRESERVED;
    }

    /** How a function that answers callers knows them. */
    private void putCallers(Map<Variable, String> variables) {
        variables.put(Variable.AUTH_MODE, settings.tokens().isPresent() ? "jwt" : "none");
        ClaimSettings claims = settings.claims();
        if (!claims.customerClaim().equals(ClaimSettings.STANDARD.customerClaim())) {
            variables.put(Variable.CUSTOMER_CLAIM, claims.customerClaim());
        }
        if (!claims.scopePrefix().isEmpty()) {
            variables.put(Variable.SCOPE_PREFIX, claims.scopePrefix());
        }
    }
}
