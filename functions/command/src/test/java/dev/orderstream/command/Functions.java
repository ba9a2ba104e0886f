package dev.orderstream.command;

import dev.orderstream.testing.TestTables;
import java.util.Map;

/** Command functions that look at no stock, so that their requests are those of orders alone. */
final class Functions {

    private Functions() {}

    static CommandFunction withoutStock(TestTables tables) {
        return new CommandFunction(withoutStock(tables.properties("jwt")));
    }

    static Map<String, Object> withoutStock(Map<String, Object> properties) {
        properties.put("inventory", "off");
        return properties;
    }
}
