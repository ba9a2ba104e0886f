/** DynamoDB Local as a child process, for tests and for running the functions on a laptop. */
@NullMarked
package dev.orderstream.dynamodblocal;

import org.jspecify.annotations.NullMarked;
