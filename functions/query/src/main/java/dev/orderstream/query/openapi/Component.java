package dev.orderstream.query.openapi;

/** A schema with a name, by which others refer to it and clients name their classes. */
record Component(String name, Schema schema) {

    Schema ref() {
        return Schema.ref(name);
    }
}
