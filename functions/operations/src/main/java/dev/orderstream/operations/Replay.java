package dev.orderstream.operations;

import dev.orderstream.eventsourcing.projector.AllCommits;
import dev.orderstream.eventsourcing.projector.Projector;

/**
 * Brings every view up to its stream, as if each commit were new: for when the stream of changes
 * has lost some. What is up to date already costs its reads.
 */
record Replay(Projector projector, AllCommits commits) {

    void run() {
        projector.projectAll(commits);
    }
}
