package dev.orderstream.command;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Digest;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.command.Command;
import dev.orderstream.eventsourcing.command.Command.Envelope;
import dev.orderstream.http.HttpCall;
import dev.orderstream.http.RequestHeaders;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a command's envelope of a call: who, when, why, under which key, at which version. */
@Singleton
public final class Envelopes {

    private final InstantSource clock;

    Envelopes(InstantSource clock) {
        this.clock = clock;
    }

    /** The key that the caller gave the command, so that he can repeat it. */
    static Optional<String> key(HttpCall call) {
        return RequestHeaders.idempotencyKey(call.headers());
    }

    /** The envelope of a command that opens a stream; {@code owner} is whose key it is. */
    Envelope ofCreate(HttpCall call, String owner, StreamId stream, String type, Fields fields) {
        return envelope(call, owner, stream, CommandHash.of(type, stream.category(), fields), null);
    }

    /** The envelope of a change. */
    public Envelope ofChange(HttpCall call, StreamId stream, String type, Fields fields) {
        return envelope(
                call,
                call.principal().userId(),
                stream,
                CommandHash.of(type, stream.toString(), fields),
                IfMatch.version(call.headers()).orElse(null));
    }

    private Envelope envelope(
            HttpCall call, String owner, StreamId stream, Digest hash, @Nullable Long ifMatch) {
        Optional<String> key = key(call);
        Digest id = key.map(text -> Command.id(owner, stream, text)).orElseGet(Digest::random);
        return new Envelope(
                new Commit.Origin(
                        id,
                        hash,
                        key.isPresent(),
                        call.principal().userId(),
                        call.correlationId(),
                        call.requestId()),
                clock.instant(),
                ifMatch);
    }
}
