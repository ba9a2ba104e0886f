package dev.orderstream.local;

import java.io.Serial;

/** A request that the gateway itself refuses, before any function sees it. */
final class RefusedRequestException extends Exception {

    @Serial private static final long serialVersionUID = 1;

    private final transient GatewayProblem problem;

    RefusedRequestException(GatewayProblem problem) {
        super(problem.problem().detail());
        this.problem = problem;
    }

    GatewayProblem problem() {
        return problem;
    }
}
