/** The deployment to AWS: what {@code cdk deploy} makes, from the code's own constants. */
@NullMarked
package dev.orderstream.infra;

import org.jspecify.annotations.NullMarked;
