package dev.orderstream.query.openapi;

import dev.orderstream.http.JsonWriter;
import dev.orderstream.http.Scope;
import java.util.List;

/** Who may call what. */
final class Security {

    private static final String SCHEME = "token";

    private Security() {}

    /** The scope that is needed, or none. */
    static List<Scope> of(Scope scope) {
        return scope == Scope.NONE ? List.of() : List.of(scope);
    }

    static void writeRequirement(JsonWriter json, Scope scope) {
        json.texts(SCHEME, List.of(scope.word()));
    }

    static void writeScheme(JsonWriter json) {
        json.object(
                SCHEME,
                scheme ->
                        scheme.text("type", "http")
                                .text("scheme", "bearer")
                                .text("bearerFormat", "JWT")
                                .text(
                                        "description",
                                        "A token whose scope has the one that the operation names: %s for own"
                                                        .formatted(Scope.READ.word())
                                                + " orders and for stock, %s to change own orders; %s allows"
                                                        .formatted(
                                                                Scope.WRITE.word(),
                                                                Scope.ADMIN.word())
                                                + " everything. Own is what the customer_id claim names."));
    }
}
