/**
 * The domain of orders: values that check themselves, the order's commands, events, rules and
 * rejections, and the views that are read. Pure: no AWS, no HTTP, no clock.
 */
@NullMarked
package dev.orderstream.orders;

import org.jspecify.annotations.NullMarked;
