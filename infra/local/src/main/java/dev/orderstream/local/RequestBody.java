package dev.orderstream.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * A request's body as the event carries it: text where the content type is a text type and the
 * bytes are UTF-8, else base64, so that a function always gets the very bytes.
 *
 * @param text absent where the body is empty
 */
record RequestBody(@Nullable String text, boolean base64, int lengthBytes) {

    static final int BODY_BYTES_MAX = 10 * 1024 * 1024;

    /**
     * How much of a body that is too large is still taken in, so that its sender gets to read the
     * answer.
     */
    private static final int DRAIN_BYTES_MAX = 32 * 1024 * 1024;

    private static final Set<String> TEXT_TYPES =
            Set.of(
                    "application/json",
                    "application/xml",
                    "application/javascript",
                    "application/x-www-form-urlencoded");

    static RequestBody read(Request request) throws RefusedRequestException {
        if (request.getLength() > BODY_BYTES_MAX
                && request.getHeaders().contains(HttpHeader.EXPECT)) {
            // It waits for leave to send, so nothing is to be drained.
            throw tooLarge();
        }
        try {
            InputStream in = Content.Source.asInputStream(request);
            byte[] bytes = in.readNBytes(BODY_BYTES_MAX + 1);
            if (bytes.length > BODY_BYTES_MAX) {
                drain(in);
                throw tooLarge();
            }
            return of(bytes, request.getHeaders().get(HttpHeader.CONTENT_TYPE));
        } catch (IOException | RuntimeException e) {
            throw new RefusedRequestException(GatewayProblem.ofRefusal(status(e)));
        }
    }

    private static RequestBody of(byte[] bytes, @Nullable String contentType) {
        if (bytes.length == 0) {
            return new RequestBody(null, false, 0);
        }
        String text = isText(contentType) ? utf8OrNull(bytes) : null;
        return text != null
                ? new RequestBody(text, false, bytes.length)
                : new RequestBody(Base64.getEncoder().encodeToString(bytes), true, bytes.length);
    }

    private static boolean isText(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int parameters = contentType.indexOf(';');
        String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
        type = type.strip().toLowerCase(Locale.ROOT);
        return type.startsWith("text/")
                || type.endsWith("+json")
                || type.endsWith("+xml")
                || TEXT_TYPES.contains(type);
    }

    private static @Nullable String utf8OrNull(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static void drain(InputStream in) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        for (int read = 0, drained = 0; read >= 0 && drained < DRAIN_BYTES_MAX; drained += read) {
            read = in.read(buffer);
        }
    }

    private static int status(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpException refusal) {
                return refusal.getCode();
            }
            if (cause instanceof TimeoutException) {
                return 408;
            }
        }
        return 400;
    }

    private static RefusedRequestException tooLarge() {
        return new RefusedRequestException(
                GatewayProblem.tooLarge(413, "The body is over " + BODY_BYTES_MAX + " bytes."));
    }
}
