package dev.orderstream.testkit;

/** What tests of threads wait for, without a clock. */
public final class Threads {

    private Threads() {}

    /**
     * Returns once a thread waits for something, or has ended.
     *
     * @return whether it waits
     */
    public static boolean untilItWaits(Thread thread) {
        while (true) {
            switch (thread.getState()) {
                case WAITING, TIMED_WAITING -> {
                    return true;
                }
                case TERMINATED -> {
                    return false;
                }
                case NEW, RUNNABLE, BLOCKED -> Thread.onSpinWait();
            }
        }
    }
}
