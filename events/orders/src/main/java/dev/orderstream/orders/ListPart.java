package dev.orderstream.orders;

/** Which part of a list is wanted. */
public sealed interface ListPart {

    /** How many rows at most. */
    int size();

    /** How many rows there are from the list's start to the part's end. */
    default long end() {
        return rowsBefore() + size();
    }

    /** How many rows of the list come before the part. */
    long rowsBefore();

    /** A page by its number, from 1. All rows before it are read, too. */
    record Page(int number, int size) implements ListPart {
        @Override
        public long rowsBefore() {
            return (long) (number - 1) * size;
        }
    }

    /**
     * What follows a place, wherever the list has come to.
     *
     * @param rowsBefore how many rows had been shown up to the place
     */
    record After(OrderPlace place, long rowsBefore, int size) implements ListPart {}
}
