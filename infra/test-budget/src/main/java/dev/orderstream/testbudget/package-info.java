/** The processor time that tests may take. */
@NullMarked
package dev.orderstream.testbudget;

import org.jspecify.annotations.NullMarked;
