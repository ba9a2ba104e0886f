package dev.orderstream.testbudget;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Exempts a test class, or a class that tests share, from the rule that tests read no clock and
 * wait for no time. The test then waits for a real process, socket or thread, and may be slow, but
 * passes on any machine: no assertion depends on how long something took.
 */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RealTime {

    /** Why time can't be injected. */
    String reason();

    /** How long all tests of the class may take. After that the test process ends. */
    int minutesMax();
}
