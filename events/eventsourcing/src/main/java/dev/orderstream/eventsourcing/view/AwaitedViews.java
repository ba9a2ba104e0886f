package dev.orderstream.eventsourcing.view;

import dev.orderstream.eventsourcing.view.ReadYourWrites.Answer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one view: cheaply, or once it is at the version that somebody waits for. */
public record AwaitedViews(CurrentViews views, ReadYourWrites readYourWrites) {

    public Answer<Optional<View>> read(ViewKey key, @Nullable Awaited awaited) {
        if (awaited == null) {
            return new Answer<>(views.get().read(key, Consistency.EVENTUAL), true);
        }
        return readYourWrites.await(
                awaited.timeout(),
                consistency -> views.get(consistency).read(key, consistency),
                found -> found.filter(view -> view.version() >= awaited.version()).isPresent());
    }
}
