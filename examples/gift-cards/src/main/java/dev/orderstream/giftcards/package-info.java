/** Gift cards: an aggregate of one's own, from decider to route. */
@NullMarked
package dev.orderstream.giftcards;

import org.jspecify.annotations.NullMarked;
