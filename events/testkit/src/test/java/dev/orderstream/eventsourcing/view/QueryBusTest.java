package dev.orderstream.eventsourcing.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.MissingStoreException;
import dev.orderstream.eventsourcing.OutageException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryBusTest {

    private record LengthOf(String text) implements Query<Integer> {}

    private record Shout(String text) implements Query<String> {}

    private final QueryBus bus =
            new QueryBus()
                    .with(LengthOf.class, query -> query.text().length())
                    .with(Shout.class, query -> query.text() + "!");

    @Test
    void a_query_goes_to_the_handler_of_its_type() {
        assertThat(bus.dispatch(new LengthOf("four"))).isEqualTo(4);
        assertThat(bus.dispatch(new Shout("four"))).isEqualTo("four!");
    }

    @Test
    void a_query_without_a_handler_is_told_by_its_type() {
        assertThatThrownBy(() -> new QueryBus().dispatch(new Shout("four")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no handler for query " + Shout.class.getName());
    }

    @Test
    void a_second_handler_for_a_type_is_refused() {
        assertThatThrownBy(() -> bus.with(Shout.class, Shout::text))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("two handlers for query " + Shout.class.getName());
        assertThat(bus.dispatch(new Shout("four"))).isEqualTo("four!");
    }

    @Test
    void a_query_whose_generation_is_gone_is_asked_once_more_of_another_one() {
        List<String> told = new ArrayList<>();
        QueryBus bus =
                new QueryBus(() -> told.add("forget"))
                        .with(
                                Shout.class,
                                shout -> {
                                    told.add("ask");
                                    if (told.size() < 3) {
                                        throw new MissingStoreException(
                                                false, new IllegalStateException("no table"));
                                    }
                                    return shout.text();
                                });

        assertThat(bus.dispatch(new Shout("four"))).isEqualTo("four");
        assertThat(told).containsExactly("ask", "forget", "ask");
    }

    @Test
    void a_query_whose_generation_stays_away_is_an_outage() {
        QueryBus bus =
                new QueryBus()
                        .with(
                                Shout.class,
                                shout -> {
                                    throw new MissingStoreException(
                                            false, new IllegalStateException("no table"));
                                });

        assertThatThrownBy(() -> bus.dispatch(new Shout("four")))
                .isInstanceOf(OutageException.class);
    }
}
