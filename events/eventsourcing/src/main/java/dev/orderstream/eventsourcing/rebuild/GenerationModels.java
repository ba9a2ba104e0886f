package dev.orderstream.eventsourcing.rebuild;

import dev.orderstream.eventsourcing.projector.ReadModel;
import dev.orderstream.eventsourcing.view.ViewStore;

/** Generations by their numbers, for whoever fills or compares them. */
public interface GenerationModels {

    /** One that serves. */
    ReadModel serving(int generation);

    /** One that does not serve yet. */
    ReadModel filling(int generation);

    ViewStore views(int generation);
}
