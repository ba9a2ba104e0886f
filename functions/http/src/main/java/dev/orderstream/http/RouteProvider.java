package dev.orderstream.http;

import java.util.List;

/**
 * Routes that a module adds to the table. It names its provider in {@code
 * META-INF/services/dev.orderstream.http.RouteProvider}, so that the table is the same for whoever
 * has the module on the class path, with a Micronaut context or without.
 */
public interface RouteProvider {

    List<Route> routes();
}
