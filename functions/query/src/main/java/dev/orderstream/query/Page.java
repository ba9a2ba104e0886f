package dev.orderstream.query;

import dev.orderstream.http.ProblemException;
import dev.orderstream.http.QueryParameters;

/** Which part of a list a caller wants: the page's number, from 1, and how many rows a page has. */
record Page(int number, int size) {

    private static final int SIZE_DEFAULT = 20;
    private static final int SIZE_MAX = 100;

    /** A page costs all the rows before it, too. */
    private static final int ROWS_MAX = 1_000;

    /**
     * Of the parameters {@code page} and {@code page_size}.
     *
     * @throws ProblemException 400 where they are out of bounds
     */
    static Page of(QueryParameters query) {
        int size = query.integer("page_size", 1, SIZE_MAX).orElse(SIZE_DEFAULT);
        int number = query.integer("page", 1, Integer.MAX_VALUE).orElse(1);
        if ((long) number * size > ROWS_MAX) {
            throw QueryParameters.invalid(
                    "page × page_size: expected at most %d; use a cursor to go further."
                            .formatted(ROWS_MAX));
        }
        return new Page(number, size);
    }

    /** How many pages such a list has in all. */
    long pages(long total) {
        return Math.ceilDiv(total, (long) size);
    }
}
