package dev.orderstream.command;

import dev.orderstream.eventsourcing.Digest;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.http.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * What a client asked for, as a digest: the command's type, what it is for, and the client's own
 * fields as canonical JSON (RFC 8785). Its numbers are texts by then, since that standard would
 * send them through binary floats. Two requests of the same hash want the same.
 */
final class CommandHash {

    /** Rises when the way to the digest changes, so that old hashes never look like new ones. */
    private static final String SCHEME = "1";

    private CommandHash() {}

    static Digest of(String type, String target, Fields fields) {
        String json = JsonWriter.object(writer -> fields.values().forEach(writer::document));
        try {
            return Digest.of(SCHEME, type, target, new JsonCanonicalizer(json).getEncodedString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
