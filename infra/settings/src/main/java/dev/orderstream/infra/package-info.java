/** The settings of a deployment, and the check that comes before anything is built. */
@NullMarked
package dev.orderstream.infra;

import org.jspecify.annotations.NullMarked;
