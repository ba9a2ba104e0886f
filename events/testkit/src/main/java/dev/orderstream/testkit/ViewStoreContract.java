package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.view.ViewStore;
import org.junit.jupiter.api.Nested;

/**
 * What every view store does: the tests of each adapter extend it. It works on keys and owners of
 * its own, so the store may be shared and need not be empty.
 */
public abstract class ViewStoreContract {

    /** The store under test. */
    protected abstract ViewStore views();

    @Nested
    class Replacing extends ReplacingContract {
        @Override
        ViewStore views() {
            return ViewStoreContract.this.views();
        }
    }

    @Nested
    class Counting extends CountingContract {
        @Override
        ViewStore views() {
            return ViewStoreContract.this.views();
        }
    }

    @Nested
    class Listing extends ListingContract {
        @Override
        ViewStore views() {
            return ViewStoreContract.this.views();
        }
    }

    @Nested
    class Tokening extends TokenContract {
        @Override
        ViewStore views() {
            return ViewStoreContract.this.views();
        }
    }

    @Nested
    class ReadingMany extends ReadAllContract {
        @Override
        ViewStore views() {
            return ViewStoreContract.this.views();
        }
    }

    @Nested
    class Scanning extends ScanContract {
        @Override
        ViewStore views() {
            return ViewStoreContract.this.views();
        }
    }

    @Nested
    class History extends HistoryContract {
        @Override
        ViewStore views() {
            return ViewStoreContract.this.views();
        }
    }
}
