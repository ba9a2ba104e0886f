package dev.orderstream.http;

import java.util.Optional;

/** The headers of requests that are ours, and their bounds. */
public final class RequestHeaders {

    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    public static final int IDEMPOTENCY_KEY_CHARACTERS_MAX = 255;
    public static final String CORRELATION_ID = "X-Correlation-Id";
    public static final int CORRELATION_ID_CHARACTERS_MAX = 128;
    public static final String IF_MATCH = "If-Match";
    public static final String IF_NONE_MATCH = "If-None-Match";

    private RequestHeaders() {}

    /**
     * The key that the caller gave a command, so that he can repeat it.
     *
     * @throws ProblemException 400 where it is out of bounds
     */
    public static Optional<String> idempotencyKey(Headers headers) {
        return headers.visibleAscii(IDEMPOTENCY_KEY, IDEMPOTENCY_KEY_CHARACTERS_MAX);
    }

    /**
     * The name that the caller gave the request.
     *
     * @throws ProblemException 400 where it is out of bounds
     */
    static Optional<String> correlationId(Headers headers) {
        return headers.visibleAscii(CORRELATION_ID, CORRELATION_ID_CHARACTERS_MAX);
    }
}
