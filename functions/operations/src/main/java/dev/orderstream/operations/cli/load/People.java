package dev.orderstream.operations.cli.load;

import dev.orderstream.orders.ShippingAddress;
import java.util.List;
import java.util.random.RandomGenerator;

/** Names and addresses of nobody, with what real ones have: accents, postal codes, second lines. */
record People(RandomGenerator random) {

    private static final List<String> FIRST =
            List.of(
                    "Ada",
                    "Björn",
                    "Chloé",
                    "Dario",
                    "Elif",
                    "Fionn",
                    "Greta",
                    "Hélène",
                    "Ilse",
                    "Jan",
                    "Katarzyna",
                    "Luís",
                    "Maja",
                    "Niamh",
                    "Otto",
                    "Paweł",
                    "Rosa",
                    "Søren",
                    "Teresa",
                    "Zoë");
    private static final List<String> LAST =
            List.of(
                    "Andersen",
                    "Becker",
                    "Costa",
                    "Dubois",
                    "Ferrari",
                    "García",
                    "Hansen",
                    "Ivanov",
                    "Jansen",
                    "Kowalska",
                    "Lefèvre",
                    "Müller",
                    "Murphy",
                    "Novák",
                    "O’Brien",
                    "Öztürk",
                    "Peeters",
                    "Rossi",
                    "Santos",
                    "Virtanen");
    private static final List<String> STREETS =
            List.of(
                    "Main Street",
                    "Station Road",
                    "Mill Lane",
                    "Garden Way",
                    "Harbour Street",
                    "Church Road",
                    "Elm Court",
                    "Market Square");
    private static final List<Town> TOWNS =
            List.of(
                    new Town("Berlin", "DE", 10_115, 5),
                    new Town("Köln", "DE", 50_667, 5),
                    new Town("Lyon", "FR", 69_001, 5),
                    new Town("Málaga", "ES", 29_001, 5),
                    new Town("Milano", "IT", 20_121, 5),
                    new Town("Kraków", "PL", 30_001, 5),
                    new Town("Wien", "AT", 1_010, 4),
                    new Town("Zürich", "CH", 8_001, 4),
                    new Town("Antwerpen", "BE", 2_000, 4),
                    new Town("Ålesund", "NO", 6_002, 4));

    /** A town and its first postal code, of so many digits. */
    private record Town(String name, String country, int postalCode, int digits) {}

    String name() {
        return pick(FIRST) + " " + pick(LAST);
    }

    ShippingAddress address() {
        Town town = pick(TOWNS);
        String code = Integer.toString(town.postalCode() + random.nextInt(40));
        return new ShippingAddress(
                random.nextInt(3) == 0 ? null : name(),
                random.nextInt(1, 200) + " " + pick(STREETS),
                random.nextInt(5) == 0 ? "Floor " + random.nextInt(1, 12) : null,
                town.name(),
                "0".repeat(Math.max(0, town.digits() - code.length())) + code,
                null,
                town.country());
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
