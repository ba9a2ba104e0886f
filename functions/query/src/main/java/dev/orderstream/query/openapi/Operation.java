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
        OPERATIONS("Operations", "For administrators: how views are, and what mends them."),
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
        return taking(List.of(more));
    }

    Operation taking(List<Parameter> more) {
        return with(joined(parameters, more), body, answers, problems);
    }

    /** With a body of this form, and examples: name, JSON, name, JSON, … */
    Operation withBody(Component component, String... namedExamples) {
        return with(
                parameters,
                new Body(component.ref(), true, examples(namedExamples)),
                answers,
                problems);
    }

    Operation withOptionalBody(Schema schema, String... namedExamples) {
        return with(
                parameters, new Body(schema, false, examples(namedExamples)), answers, problems);
    }

    Operation answering(Answer... more) {
        return with(parameters, body, joined(answers, List.of(more)), problems);
    }

    Operation refusing(ProblemType... more) {
        return with(parameters, body, answers, joined(problems, List.of(more)));
    }

    private Operation with(
            List<Parameter> newParameters,
            @Nullable Body newBody,
            List<Answer> newAnswers,
            List<ProblemType> newProblems) {
        return new Operation(
                route,
                id,
                tag,
                summary,
                description,
                newParameters,
                newBody,
                newAnswers,
                newProblems);
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static Map<String, String> examples(String... named) {
        Map<String, String> examples = new LinkedHashMap<>();
        for (int i = 0; i < named.length; i += 2) {
            examples.put(named[i], named[i + 1]);
        }
        return examples;
    }
}
