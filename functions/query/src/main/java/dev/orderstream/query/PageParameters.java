package dev.orderstream.query;

import dev.orderstream.http.ProblemException;
import dev.orderstream.http.QueryParameters;
import dev.orderstream.orders.ListPart;

/** The query parameters that say which part of a list a caller wants. */
public final class PageParameters {

    public static final String PAGE = "page";
    public static final String PAGE_SIZE = "page_size";
    public static final String CURSOR = "cursor";

    /** A page costs all the rows before it, too. */
    public static final int ROWS_MAX = 1_000;

    public static final int SIZE_DEFAULT = 20;
    public static final int SIZE_MAX = 100;

    private PageParameters() {}

    /**
     * @throws ProblemException 400 where it is out of bounds
     */
    static int size(QueryParameters query) {
        return query.integer(PAGE_SIZE, 1, SIZE_MAX).orElse(SIZE_DEFAULT);
    }

    /**
     * The page where no cursor is given.
     *
     * @throws ProblemException 400 where it is out of bounds or there is a cursor, too
     */
    static ListPart.Page page(QueryParameters query) {
        int number = query.integer(PAGE, 1, Integer.MAX_VALUE).orElse(1);
        ListPart.Page page = new ListPart.Page(number, size(query));
        if (page.end() > ROWS_MAX) {
            throw QueryParameters.invalid(
                    "page × page_size: expected at most %d; use a cursor to go further."
                            .formatted(ROWS_MAX));
        }
        return page;
    }

    /**
     * @throws ProblemException 400 where a page is given with a cursor
     */
    static boolean hasCursor(QueryParameters query) {
        boolean has = query.find(CURSOR).isPresent();
        if (has && query.find(PAGE).isPresent()) {
            throw QueryParameters.invalid("page and cursor: expected one of them.");
        }
        return has;
    }
}
