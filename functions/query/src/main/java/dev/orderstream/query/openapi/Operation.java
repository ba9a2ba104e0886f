package dev.orderstream.query.openapi;

import dev.orderstream.http.ProblemType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said of one route: all but what follows from the route itself, as its scope and the
 * problems that any route like it may have.
 *
 * @param route its key, {@code GET /orders/{order_id}}
 * @param id what clients call their method
 * @param body null: it takes none
 * @param problems those of its own
 */
record Operation(
        String route,
        String id,
        Tag tag,
        String summary,
        String description,
        List<Parameter> parameters,
        @Nullable Body body,
        List<Answer> answers,
        List<ProblemType> problems) {

    /** The chapters of the reference page. */
    enum Tag {
        ORDERS("Orders", "Orders, their lines and their history."),
        CUSTOMERS("Customers", "Customers, and what they ordered."),
        STOCK("Stock", "What may be sold of a product."),
        OPERATIONS("Operations", "For administrators: how the service is."),
        SERVICE("Service", "The service itself. No token is needed."),
        MODULES("Modules", "What modules beside the service's own add.");

        private final String title;
        private final String description;

        Tag(String title, String description) {
            this.title = title;
            this.description = description;
        }

        String title() {
            return title;
        }

        String description() {
            return description;
        }
    }

    /**
     * A body in JSON.
     *
     * @param examples JSON by name
     */
    record Body(Schema schema, boolean required, Map<String, String> examples) {}

    Operation {
        parameters = List.copyOf(parameters);
        answers = List.copyOf(answers);
        problems = List.copyOf(problems);
    }

    static Operation of(Tag tag, String route, String id, String summary, String description) {
        return new Operation(
                route, id, tag, summary, description, List.of(), null, List.of(), List.of());
    }

    Operation taking(Parameter... more) {
        return new Operation(
                route,
                id,
                tag,
                summary,
                description,
                Stream.concat(parameters.stream(), Stream.of(more)).toList(),
                body,
                answers,
                problems);
    }

    Operation taking(List<Parameter> more) {
        return taking(more.toArray(Parameter[]::new));
    }

    /** With a body of one of these forms, each with an example: name, JSON, name, JSON, … */
    Operation withBody(Component component, String... namedExamples) {
        return withBody(component.ref(), true, namedExamples);
    }

    Operation withOptionalBody(Schema schema, String... namedExamples) {
        return withBody(schema, false, namedExamples);
    }

    private Operation withBody(Schema schema, boolean required, String... namedExamples) {
        Map<String, String> examples = new LinkedHashMap<>();
        for (int i = 0; i < namedExamples.length; i += 2) {
            examples.put(namedExamples[i], namedExamples[i + 1]);
        }
        return new Operation(
                route,
                id,
                tag,
                summary,
                description,
                parameters,
                new Body(schema, required, examples),
                answers,
                problems);
    }

    Operation answering(Answer... more) {
        return new Operation(
                route,
                id,
                tag,
                summary,
                description,
                parameters,
                body,
                Stream.concat(answers.stream(), Stream.of(more)).toList(),
                problems);
    }

    Operation refusing(ProblemType... more) {
        return new Operation(
                route,
                id,
                tag,
                summary,
                description,
                parameters,
                body,
                answers,
                Stream.concat(problems.stream(), Stream.of(more)).toList());
    }
}
