package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.EventCodec;
import dev.orderstream.eventsourcing.view.Projection;
import dev.orderstream.eventsourcing.view.Tokens;
import dev.orderstream.eventsourcing.view.ViewBody;
import dev.orderstream.eventsourcing.view.ViewBody.Listing;
import dev.orderstream.eventsourcing.view.ViewBody.Tally;
import dev.orderstream.eventsourcing.view.ViewKey;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The view of a tank: its level, and the versions that were folded into it, in order. */
public final class TankProjection implements Projection<TankProjection.Level> {

    public static final ViewKey TOTALS = new ViewKey("HOUSE", "1", "TOTALS");

    /** The level of one tank. */
    public record Level(int litres, String versions) {}

    @Override
    public String category() {
        return Tank.CATEGORY;
    }

    @Override
    public EventCodec<Tank.Event> events() {
        return Tank.CODEC;
    }

    @Override
    public ViewKey key(String id) {
        return new ViewKey("TANK", id, "VIEW");
    }

    @Override
    public Level evolve(@Nullable Level level, Commit commit) {
        int litres = level == null ? 0 : level.litres();
        for (Tank.Event event : Tank.CODEC.decode(commit).toList()) {
            litres +=
                    switch (event) {
                        case Tank.Installed installed -> 0;
                        case Tank.Moved(int moved) -> moved;
                    };
        }
        String before = level == null ? "" : level.versions() + " ";
        return new Level(litres, before + commit.version());
    }

    @Override
    public ViewBody write(Level level) {
        String group = group(level);
        return new ViewBody(
                Document.fields().put("litres", level.litres()).build(),
                Document.fields().put("versions", level.versions()).build(),
                new Listing(TOTALS.owner(), group, group),
                new Tally(
                        TOTALS,
                        Map.of(
                                group,
                                BigDecimal.ONE,
                                "litres",
                                BigDecimal.valueOf(level.litres()))));
    }

    private static String group(Level level) {
        return level.litres() == 0 ? "empty" : "filled";
    }

    @Override
    public Level read(ViewBody body) {
        return new Level(body.summary().integer("litres"), body.details().text("versions"));
    }

    /** A tank is found by whether it is empty, and by what is in it. */
    @Override
    public Tokens tokens(String id, Level level) {
        return new Tokens(id, Set.of(group(level), level.litres() + " litres"));
    }
}
