package dev.orderstream.eventsourcing.projector;

/** One generation of the read model, to be written. */
public record ReadModel(int generation, Role role, CatchUp catchUp, ParkedStreams parked) {

    /** What a generation is to the code that writes it. */
    public enum Role {
        /** Readers wait for it. */
        SERVING,

        /** It is filled or left: no fault in it may hold up the one that serves. */
        BESIDE,

        /** It is filled by newer code, which makes other views: this code writes notices alone. */
        NEWER
    }

    public boolean serving() {
        return role == Role.SERVING;
    }

    /** What a generation beside the serving one is to code whose projections have a revision. */
    public static Role beside(int codeRevision, int ownCodeRevision) {
        return codeRevision > ownCodeRevision ? Role.NEWER : Role.BESIDE;
    }
}
