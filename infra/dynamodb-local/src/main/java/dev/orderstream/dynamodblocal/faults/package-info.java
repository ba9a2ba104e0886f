/** Faults between the AWS SDK and a server, for tests. */
@NullMarked
package dev.orderstream.dynamodblocal.faults;

import org.jspecify.annotations.NullMarked;
