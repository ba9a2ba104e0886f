package dev.orderstream.command;

import dev.orderstream.eventsourcing.Commit.Origin;
import dev.orderstream.eventsourcing.Digest;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.command.Command;
import dev.orderstream.eventsourcing.command.Command.Envelope;
import dev.orderstream.http.HttpCall;
import dev.orderstream.http.Principal;
import dev.orderstream.http.RequestHeaders;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Makes a command's envelope of a call: who, when, why, under which key, at which version, and
 * whose things are there for him.
 */
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
        Origin origin =
                origin(call, owner, stream, CommandHash.of(type, stream.category(), fields));
        return new Envelope(origin, clock.instant(), null);
    }

    /** The envelope of a change. */
    public Envelope ofChange(HttpCall call, StreamId stream, String type, Fields fields) {
        Principal principal = call.principal();
        Digest hash = CommandHash.of(type, stream.toString(), fields);
        return new Envelope(
                origin(call, principal.userId(), stream, hash),
                clock.instant(),
                IfMatch.version(call.headers()).orElse(null),
                // The route table lets only * through, and only on commands that create.
                call.headers().find(RequestHeaders.IF_NONE_MATCH).isPresent(),
                principal.onlyCustomer(Optional::of).orElse(null));
    }

    private static Origin origin(HttpCall call, String keyOwner, StreamId stream, Digest hash) {
        Optional<String> key = key(call);
        return new Origin(
                key.map(text -> Command.id(keyOwner, stream, text)).orElseGet(Digest::random),
                hash,
                key.isPresent(),
                call.principal().userId(),
                call.correlationId(),
                call.requestId(),
                !call.principal().isAdmin());
    }
}
