package dev.orderstream.testbudget;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The processor time that processes have taken. */
final class ProcessorTime {

    /** Linux counts in hundredths of a second, whatever its kernel does. */
    private static final long MILLIS_OF_A_TICK = 10;

    /**
     * In {@code /proc/PID/stat}, behind the name: own user and system time, then the children's.
     */
    private static final int FIRST_TIME = 11;

    private static final int TIMES = 4;

    private ProcessorTime() {}

    /**
     * That of this process, and of all that it and its children have started. Of children that have
     * ended, only Linux says what they took.
     */
    static Duration ofThisProcessAndItsChildren() {
        Stream<ProcessHandle> processes =
                Stream.concat(
                        Stream.of(ProcessHandle.current()), ProcessHandle.current().descendants());
        return processes.map(ProcessorTime::of).reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration of(ProcessHandle process) {
        Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
        if (!Files.exists(Path.of("/proc/self/stat"))) {
            return process.info().totalCpuDuration().orElse(Duration.ZERO);
        }
        try {
            String text = Files.readString(stat);
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
            long ticks =
                    LongStream.range(FIRST_TIME, FIRST_TIME + TIMES)
                            .map(field -> Long.parseLong(fields[Math.toIntExact(field)]))
                            .sum();
            return Duration.ofMillis(ticks * MILLIS_OF_A_TICK);
        } catch (IOException ended) {
            return Duration.ZERO;
        }
    }
}
