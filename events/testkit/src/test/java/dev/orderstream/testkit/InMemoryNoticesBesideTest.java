package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.projector.Notices;
import dev.orderstream.eventsourcing.rebuild.GenerationLedger;

class InMemoryNoticesBesideTest extends NoticesBesideContract {

    private final InMemoryLedger ledger =
            new InMemoryLedger(new InMemoryOperations(), (generation, key) -> 0);
    private final Notices notices = new InMemoryNotices(ledger);

    @Override
    protected Notices notices() {
        return notices;
    }

    @Override
    protected GenerationLedger ledger() {
        return ledger;
    }
}
