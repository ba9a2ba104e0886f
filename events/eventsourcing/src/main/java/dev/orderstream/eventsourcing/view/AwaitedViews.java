package dev.orderstream.eventsourcing.view;

import dev.orderstream.eventsourcing.view.ReadYourWrites.Answer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one view: cheaply, or once it has reached the version that the caller waits for. */
public record AwaitedViews(CurrentViews views, ReadYourWrites readYourWrites) {

    /** Of a stream without an owner: a wait for a stream with an owner ends at once. */
    public Answer<Optional<View>> read(ViewKey key, @Nullable Awaited awaited) {
        return read(key, awaited, StreamVisibility.UNOWNED);
    }

    /**
     * Of a stream with an owner.
     *
     * @param visible the streams that the caller may see: a wait for any other ends at once, as for
     *     a commit that does not exist
     */
    public Answer<Optional<View>> read(
            ViewKey key, @Nullable Awaited awaited, StreamVisibility visible) {
        if (awaited == null) {
            return new Answer<>(views.get().read(key, Consistency.EVENTUAL), true);
        }
        return readYourWrites.await(
                awaited,
                visible,
                consistency -> views.get(consistency).read(key, consistency),
                found -> found.filter(view -> view.version() >= awaited.version()).isPresent());
    }
}
