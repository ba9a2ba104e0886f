package dev.orderstream.infra;

import java.util.List;

/** Settings that can't be deployed: one line for each error, so that all are fixed together. */
final class InvalidSettingsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    InvalidSettingsException(List<String> errors) {
        super(String.join("\n", errors));
    }

    List<String> errors() {
        return String.valueOf(getMessage()).lines().toList();
    }
}
