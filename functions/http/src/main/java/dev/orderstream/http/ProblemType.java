package dev.orderstream.http;

import java.util.Locale;

/** Every kind of problem that the API answers, with its status. */
public enum ProblemType {
    /** The body is not exactly one JSON object in UTF-8, or a member has the wrong JSON type. */
    MALFORMED_REQUEST(400, "The request can't be read"),
    UNKNOWN_FIELD(400, "The body has a member that is not known here"),
    INVALID_PARAMETER(400, "A parameter or a header is not as it must be"),
    INVALID_CURSOR(400, "The cursor is not one of this list"),
    UNAUTHENTICATED(401, "A valid token is needed"),
    FORBIDDEN(403, "The token does not allow this"),
    NOT_FOUND(404, "There is nothing here"),
    ORDER_NOT_FOUND(404, "There is no such order"),
    METHOD_NOT_ALLOWED(405, "The method is not known here"),
    NOT_ACCEPTABLE(406, "No media type of the Accept header can be answered"),
    INVALID_TRANSITION(409, "The state of things forbids it"),
    INSUFFICIENT_INVENTORY(409, "There is not enough of the product"),
    CONCURRENT_MODIFICATION(409, "Others changed the same thing for too long"),
    TOO_MANY_CHANGES(409, "The order takes no more changes"),
    ALREADY_RUNNING(409, "One of its kind runs already"),
    PRECONDITION_FAILED(412, "The thing has another version"),
    TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body has another media type than application/json"),
    /** The types are right, but a member is missing or a value is out of its bounds. */
    VALIDATION_FAILED(422, "A value is missing or out of its bounds"),
    IDEMPOTENCY_KEY_REUSED(422, "The key belongs to another request"),
    /** Told by the gateway, and by no function. */
    THROTTLED(429, "There are too many requests"),
    INTERNAL_ERROR(500, "Something went wrong on our side"),
    UNAVAILABLE(503, "The service can't answer at the moment");

    private static final String TYPE_BASE = "https://orderstream.dev/problems/";

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The word for programs, {@code order-not-found}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String uri() {
        return TYPE_BASE + code();
    }
}
