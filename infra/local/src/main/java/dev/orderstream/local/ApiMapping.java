package dev.orderstream.local;

import dev.orderstream.http.Problem;
import dev.orderstream.http.ProblemType;

/**
 * How callers address the HTTP API: at its root, at a named stage, or at the base path of a custom
 * domain. Routes are found without the prefix; the event's path keeps it, as on AWS.
 *
 * @param prefix of every path; empty or with a slash at its start
 * @param stage as events name it
 */
record ApiMapping(String prefix, String stage) {

    private static final String DEFAULT_STAGE = "$default";

    static final ApiMapping ROOT = new ApiMapping("", DEFAULT_STAGE);

    static ApiMapping basePath(String path) {
        return new ApiMapping(path, DEFAULT_STAGE);
    }

    static ApiMapping namedStage(String name) {
        return new ApiMapping("/" + name, name);
    }

    /**
     * The path as routes have it.
     *
     * @throws RefusedRequestException 404 where the path does not begin with the prefix
     */
    String own(String path) throws RefusedRequestException {
        if (!path.startsWith(prefix + "/")) {
            throw new RefusedRequestException(
                    new GatewayProblem(
                            Problem.of(ProblemType.NOT_FOUND, "No API is mapped to this path."),
                            null));
        }
        return path.substring(prefix.length());
    }
}
