package dev.orderstream.giftcards;

/** Why the rules refuse a command. */
sealed interface GiftCardRejection {

    /** Nobody has issued it. */
    record NotIssued() implements GiftCardRejection {}

    /** It was issued with another number of points. */
    record AlreadyIssued() implements GiftCardRejection {}

    /** More would be taken than is left. */
    record NotEnough(int balance) implements GiftCardRejection {}
}
