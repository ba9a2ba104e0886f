/**
 * The domain of orders, customers and stock: values that check themselves, commands, events, rules
 * and rejections of each, and the views that are read. Pure: no AWS, no HTTP, no clock.
 */
@NullMarked
package dev.orderstream.orders;

import org.jspecify.annotations.NullMarked;
