package dev.orderstream.operations.cli;

import dev.orderstream.runtime.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rows under a head, in columns as wide as what stands in them. */
final class TextTable {

    private static final String BETWEEN = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... head) {
        rows.add(List.of(head));
    }

    TextTable row(Object... cells) {
        rows.add(List.of(cells).stream().map(cell -> VisibleText.of(cell.toString())).toList());
        return this;
    }

    /** The head and the rows, a line each. */
    List<String> lines() {
        int columns = rows.getFirst().size();
        int[] widths =
                IntStream.range(0, columns)
                        .map(column ->
                                rows.stream()
                                        .mapToInt(row -> width(row.get(column)))
                                        .max()
                                        .orElse(0))
                        .toArray();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    /** The same, as a further paragraph. */
    List<String> behindAnEmptyLine() {
        return Stream.concat(Stream.of(""), lines().stream()).toList();
    }

    @Override
    public String toString() {
        return String.join("\n", lines());
    }

    private static String line(List<String> row, int[] widths) {
        return IntStream.range(0, row.size())
                .mapToObj(column ->
                        row.get(column) + " ".repeat(widths[column] - width(row.get(column))))
                .collect(Collectors.joining(BETWEEN))
                .stripTrailing();
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
