/** The functions' packages, started as they are on AWS. */
@NullMarked
package dev.orderstream.packages;

import org.jspecify.annotations.NullMarked;
