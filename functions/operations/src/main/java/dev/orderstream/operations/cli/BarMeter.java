package dev.orderstream.operations.cli;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar that grows in its line of the terminal. */
final class BarMeter implements Meter {

    private static final int UPDATE_MS = 200;

    private final ProgressBar bar;

    BarMeter(String what, String unit) {
        this.bar =
                new ProgressBarBuilder()
                        .setTaskName(what)
                        .setInitialMax(-1)
                        .setUnit(" " + unit, 1)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(UPDATE_MS)
                        .showSpeed(
                                new DecimalFormat(
                                        "#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
                        .setConsumer(new ConsoleProgressBarConsumer(System.err))
                        .build();
    }

    @Override
    public void at(long done, long total) {
        if (total > 0) {
            bar.maxHint(Math.max(done, total));
        }
        bar.stepTo(done);
    }

    @Override
    public void close() {
        bar.close();
    }
}
