/** What every function runs on. */
@NullMarked
package dev.orderstream.runtime;

import org.jspecify.annotations.NullMarked;
