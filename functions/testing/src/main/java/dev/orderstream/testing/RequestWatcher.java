package dev.orderstream.testing;

/** Sees each request to DynamoDB on its way there and its answer on its way back. */
public interface RequestWatcher {

    /** Called before the request goes on; it waits until this returns. */
    void begins(String operation, String body) throws InterruptedException;

    void ends(String operation, String body);
}
