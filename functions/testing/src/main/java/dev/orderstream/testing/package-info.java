/** What the tests of the functions share. */
@NullMarked
package dev.orderstream.testing;

import org.jspecify.annotations.NullMarked;
