package dev.orderstream.http;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.InvalidValueException;
import io.micronaut.json.tree.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The members of a request's object on their way to values. A member of the wrong type or an
 * unknown one ends the request (400); values that are missing or refuse themselves are collected
 * with their JSON pointers, until {@link #check} answers all of them at once (422). Null is absent.
 */
public final class RequestFields {

    /** The form of a decimal that is sent as a text, and its longest. */
    public static final String DECIMAL = JsonBody.NUMBER;

    public static final int DECIMAL_CHARACTERS_MAX = JsonBody.NUMBER_CHARACTERS_MAX;

    /** More characters of a name that a caller has sent are not repeated to them. */
    private static final int NAME_SHOWN_MAX = 64;

    private final Set<String> names = new LinkedHashSet<>();
    private final Map<String, JsonNode> members;
    private final Map<String, Document> accepted = new LinkedHashMap<>();
    private final String pointer;
    private final List<Fields> errors;

    private RequestFields(JsonNode object, String pointer, List<Fields> errors) {
        this.members = new LinkedHashMap<>();
        object.entries()
                .forEach(member -> {
                    names.add(member.getKey());
                    if (!member.getValue().isNull()) {
                        members.put(member.getKey(), member.getValue());
                    }
                });
        this.pointer = pointer;
        this.errors = errors;
    }

    /** Of the body. */
    public static RequestFields ofBody(HttpCall call) {
        return new RequestFields(JsonBody.parse(call.body()), "", new ArrayList<>());
    }

    /** Of a body that may be left out: none has no members. */
    public static RequestFields ofOptionalBody(HttpCall call) {
        return call.hasBody()
                ? ofBody(call)
                : new RequestFields(JsonNode.createObjectNode(Map.of()), "", new ArrayList<>());
    }

    /** Of query parameters that stand for a body: texts that are numbers are numbers, too. */
    public static RequestFields ofQuery(QueryParameters query, Set<String> numbers) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        query.values()
                .forEach((name, given) -> {
                    String text = given.getFirst();
                    BigDecimal number = numbers.contains(name) ? JsonBody.numberOrNull(text) : null;
                    if (numbers.contains(name) && number == null) {
                        throw QueryParameters.invalid(
                                name,
                                "%s: expected a number of at most %d characters."
                                        .formatted(name, DECIMAL_CHARACTERS_MAX));
                    }
                    members.put(
                            name,
                            number == null
                                    ? JsonNode.createStringNode(text)
                                    : JsonNode.createNumberNode(number));
                });
        return new RequestFields(JsonNode.createObjectNode(members), "", new ArrayList<>());
    }

    /** What became of a member: a value, or nothing, which {@link #check} tells apart. */
    public record Read<T>(@Nullable T value) {

        /** The value of a required member, after the check. */
        public T get() {
            if (value == null) {
                throw new IllegalStateException("read before the check");
            }
            return value;
        }

        public T orElse(T other) {
            return value == null ? other : value;
        }
    }

    /**
     * These members, where each of them is known here.
     *
     * @throws ProblemException 400 where there is a member of another name
     */
    public RequestFields only(String... known) {
        Set<String> unknown = new LinkedHashSet<>(names);
        unknown.removeAll(Set.of(known));
        if (!unknown.isEmpty()) {
            throw Problem.of(
                            ProblemType.UNKNOWN_FIELD,
                            "%s: %s."
                                    .formatted(
                                            pointer.isEmpty() ? "The body" : pointer,
                                            known.length == 0
                                                    ? "no members are known here"
                                                    : "known members are "
                                                            + String.join(", ", known)))
                    .with("pointer", pointer + "/" + shown(unknown.iterator().next()))
                    .asException();
        }
        return this;
    }

    /** A text, made a value. */
    public <T> Read<T> text(String name, Function<String, T> value) {
        return required(name, optionalText(name, value));
    }

    /** A text, made a value, that may be absent. */
    public <T> Read<T> optionalText(String name, Function<String, T> value) {
        return read(name, name, this::asText, Document.Text::new, value);
    }

    /** True or false, or nothing. */
    public Read<Boolean> optionalFlag(String name) {
        return read(
                name,
                name,
                this::asFlag,
                flag -> new Document.Text(flag.toString()),
                Function.identity());
    }

    /** A JSON number, made a value. */
    public <T> Read<T> number(String name, Function<BigDecimal, T> value) {
        return required(name, read(name, name, this::asNumber, RequestFields::plain, value));
    }

    /** A JSON number or a text that is one, under either of two names, made a value. */
    public <T> Read<T> decimal(String name, String alias, Function<BigDecimal, T> value) {
        if (members.containsKey(name) && members.containsKey(alias)) {
            throw JsonBody.malformed("Expected %s or %s, not both.".formatted(name, alias));
        }
        String given = members.containsKey(alias) ? alias : name;
        return required(given, read(given, name, this::asDecimal, RequestFields::plain, value));
    }

    /** An object, made a value. */
    public <T> Read<T> object(String name, Function<RequestFields, T> value) {
        JsonNode node = members.get(name);
        if (node == null) {
            return required(name, new Read<>(null));
        }
        RequestFields nested = nested(name, node);
        T made = value.apply(nested);
        accepted.put(name, nested.accepted());
        return new Read<>(made);
    }

    /** A list of some objects, each made a value under its own pointer. */
    public <T> Read<List<T>> list(String name, int min, int max, Function<RequestFields, T> value) {
        JsonNode array = members.get(name);
        if (array == null) {
            return required(name, new Read<>(null));
        }
        if (!array.isArray()) {
            throw wrongType(name, "an array");
        }
        if (array.size() < min || array.size() > max) {
            addError(name, "out-of-range", "expected %d to %d of them".formatted(min, max));
            return new Read<>(null);
        }
        List<T> values = new ArrayList<>();
        List<Document> documents = new ArrayList<>();
        for (JsonNode node : array.values()) {
            RequestFields nested = nested(name + "/" + values.size(), node);
            values.add(value.apply(nested));
            documents.add(nested.accepted());
        }
        accepted.put(name, new Document.Sequence(documents));
        return new Read<>(values);
    }

    /**
     * What was sent and accepted, whatever way it was spelled: numbers as plain text without
     * trailing zeros, each member under its own name, null as absent.
     */
    public Fields accepted() {
        return new Fields(accepted);
    }

    /** True where a member is there and was refused. */
    public boolean isRefused(String name, Read<?> read) {
        return members.containsKey(name) && read.value() == null;
    }

    /** Tells that a member is there that does not go with the others. */
    public void refuse(String name, String code, String detail) {
        if (members.containsKey(name)) {
            addError(name, code, detail);
        }
    }

    /**
     * Lets a request pass in which nothing was missing or refused.
     *
     * @throws ProblemException 422 where anything was missing or refused
     */
    public void check() {
        if (!errors.isEmpty()) {
            throw invalid(errors).asException();
        }
    }

    /** What the members make together, where none of them so far was missing or refused. */
    public <T> Read<T> whenValid(Supplier<T> value) {
        return new Read<>(errors.isEmpty() ? value.get() : null);
    }

    /** The problem of one member that only the state of things refuses. */
    public static Problem invalid(String member, InvalidValueException refused) {
        return invalid(List.of(error("/" + member, refused.code(), refused.getMessage())));
    }

    private static Problem invalid(List<Fields> errors) {
        return Problem.of(ProblemType.VALIDATION_FAILED, "Mend what errors lists.")
                .with("errors", new Document.Sequence(List.copyOf(errors)));
    }

    private <J, T> Read<T> read(
            String given,
            String name,
            BiFunction<String, JsonNode, J> type,
            Function<J, Document> document,
            Function<J, T> value) {
        JsonNode node = members.get(given);
        if (node == null) {
            return new Read<>(null);
        }
        try {
            J json = type.apply(given, node);
            T made = value.apply(json);
            // Only now: a number out of bounds may be too long to write out.
            accepted.put(name, document.apply(json));
            return new Read<>(made);
        } catch (InvalidValueException refused) {
            addError(given, refused.code(), refused.getMessage());
            return new Read<>(null);
        }
    }

    private static Document plain(BigDecimal number) {
        return new Document.Text(number.stripTrailingZeros().toPlainString());
    }

    private <T> Read<T> required(String name, Read<T> read) {
        if (!members.containsKey(name)) {
            addError(name, "required", "expected a value");
        }
        return read;
    }

    private void addError(String name, String code, @Nullable String detail) {
        errors.add(error(pointer + "/" + name, code, detail));
    }

    private static Fields error(String pointer, String code, @Nullable String detail) {
        return Document.fields()
                .put("pointer", pointer)
                .put("code", code)
                .put("detail", detail)
                .build();
    }

    private RequestFields nested(String name, JsonNode node) {
        if (!node.isObject()) {
            throw wrongType(name, "an object");
        }
        return new RequestFields(node, pointer + "/" + name, errors);
    }

    private String asText(String name, JsonNode node) {
        if (!node.isString()) {
            throw wrongType(name, "a string");
        }
        return node.getStringValue();
    }

    private Boolean asFlag(String name, JsonNode node) {
        if (!node.isBoolean()) {
            throw wrongType(name, "true or false");
        }
        return node.getBooleanValue();
    }

    private BigDecimal asNumber(String name, JsonNode node) {
        if (!node.isNumber()) {
            throw wrongType(name, "a number");
        }
        return node.getBigDecimalValue();
    }

    private BigDecimal asDecimal(String name, JsonNode node) {
        if (!node.isString()) {
            return asNumber(name, node);
        }
        BigDecimal number = JsonBody.numberOrNull(node.getStringValue());
        if (number == null) {
            throw new InvalidValueException(
                    "invalid-format",
                    "expected a decimal of at most %d characters, such as 19.99"
                            .formatted(DECIMAL_CHARACTERS_MAX));
        }
        return number;
    }

    private ProblemException wrongType(String name, String expected) {
        String place = pointer + "/" + name;
        return Problem.of(
                        ProblemType.MALFORMED_REQUEST,
                        "%s: expected %s.".formatted(place, expected))
                .with("pointer", place)
                .asException();
    }

    /** A name as JSON pointers have it (RFC 6901). Only the beginning of a very long one. */
    static String shown(String name) {
        int characters = name.codePointCount(0, name.length());
        String beginning =
                characters <= NAME_SHOWN_MAX
                        ? name
                        : name.substring(0, name.offsetByCodePoints(0, NAME_SHOWN_MAX)) + "…";
        return beginning.replace("~", "~0").replace("/", "~1");
    }
}
