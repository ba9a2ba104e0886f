package dev.orderstream.infra;

/** How the functions that answer callers switch to a new version. */
enum Rollout {
    /** A tenth of the calls first, all others ten minutes later, back where an alarm goes off. */
    GRADUAL("gradual"),
    /** All calls together. */
    AT_ONCE("at-once");

    private final String word;

    Rollout(String word) {
        this.word = word;
    }

    static Rollout parse(String word) {
        for (Rollout rollout : values()) {
            if (rollout.word.equals(word)) {
                return rollout;
            }
        }
        throw new IllegalArgumentException("expected gradual or at-once");
    }
}
