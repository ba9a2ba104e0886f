package dev.orderstream.eventsourcing;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The commands with a key that a stream still knows, so that one that is repeated is found: the one
 * that began it for ever, of the others the last ones.
 */
public record KnownCommands(List<Known> all) {

    public static final KnownCommands NONE = new KnownCommands(List.of());

    private static final int PACKED_BYTES = 2 * Digest.BYTES + Long.BYTES;

    public KnownCommands {
        all = List.copyOf(all);
    }

    /** A command, what it asked for, and the version of its commit. */
    public record Known(Digest id, Digest hash, long version) {}

    public Optional<Known> find(Digest id) {
        return all.stream().filter(known -> known.id().equals(id)).findFirst();
    }

    /** These, and the command of a commit where it had a key; {@code changesMax} later ones. */
    public KnownCommands after(Commit commit, int changesMax) {
        Commit.Origin origin = commit.origin();
        if (!origin.keyed()) {
            return this;
        }
        List<Known> more = new ArrayList<>(all);
        more.add(new Known(origin.commandId(), origin.commandHash(), commit.version()));
        int begun = more.getFirst().version() == 1 ? 1 : 0;
        while (more.size() > begun + changesMax) {
            more.remove(begun);
        }
        return new KnownCommands(more);
    }

    /** 40 bytes each: id, hash, version. */
    public byte[] packed() {
        ByteBuffer bytes = ByteBuffer.allocate(all.size() * PACKED_BYTES);
        for (Known known : all) {
            bytes.put(known.id().bytes()).put(known.hash().bytes()).putLong(known.version());
        }
        return bytes.array();
    }

    /**
     * Those that were packed.
     *
     * @throws UnreadableException where that is not what the bytes are
     */
    public static KnownCommands unpack(byte[] packed) {
        if (packed.length % PACKED_BYTES != 0) {
            throw new UnreadableException(
                    "commands: expected %d bytes each, got %d"
                            .formatted(PACKED_BYTES, packed.length));
        }
        List<Known> all = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(packed);
        while (bytes.hasRemaining()) {
            all.add(new Known(digest(bytes), digest(bytes), bytes.getLong()));
        }
        return new KnownCommands(all);
    }

    private static Digest digest(ByteBuffer from) {
        byte[] bytes = new byte[Digest.BYTES];
        from.get(bytes);
        return new Digest(HexFormat.of().formatHex(bytes));
    }
}
