package dev.orderstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewBody;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.eventsourcing.view.ViewStore;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many views are read as one by one. */
abstract class ReadAllContract {

    abstract ViewStore views();

    @Test
    void no_keys_are_no_views() {
        assertThat(views().readAll(List.of(), Consistency.EVENTUAL)).isEmpty();
    }

    @Test
    void those_that_are_there_are_read_and_each_once() {
        View one = create(Views.plain("one"));
        View other = create(Views.listed("OWNER#1", "group", "sort"));

        assertRead(List.of(other.key(), Views.newKey(), one.key(), other.key()), one, other);
        assertThat(views().readAll(List.of(Views.newKey()), Consistency.EVENTUAL)).isEmpty();
    }

    @Test
    void more_than_one_answer_holds_are_read() {
        ViewBody large =
                new ViewBody(
                        Document.fields().put("text", "x".repeat(200_000)).build(),
                        Document.Fields.NONE,
                        null,
                        null);
        View[] written =
                IntStream.range(0, 210)
                        .mapToObj(n -> create(n < 100 ? large : Views.plain("n" + n)))
                        .toArray(View[]::new);
        List<ViewKey> keys = new ArrayList<>();
        for (View view : written) {
            keys.add(view.key());
        }

        assertRead(keys, written);
    }

    private View create(ViewBody body) {
        View view = Views.first(Views.newKey(), body);
        assertThat(views().replace(null, view)).isTrue();
        return view;
    }

    private void assertRead(List<ViewKey> keys, View... expected) {
        Eventually.check(() ->
                assertThat(views().readAll(keys, Consistency.EVENTUAL))
                        .containsExactlyInAnyOrder(expected));
    }
}
