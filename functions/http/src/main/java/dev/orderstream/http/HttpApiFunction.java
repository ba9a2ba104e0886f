package dev.orderstream.http;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.orderstream.eventsourcing.Deadline;
import dev.orderstream.eventsourcing.Ticker;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.proxy.payload2.APIGatewayV2HTTPEventFunction;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.crac.Context;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A function behind the HTTP API: API Gateway's event in, its response out (payload format 2.0).
 * The event is read here, where it can be done without loss; Micronaut gets what it needs to find
 * the controller. It may be called from many threads at once.
 */
public abstract class HttpApiFunction
        implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse>,
                Resource,
                AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpApiFunction.class);

    /** The property is for tests, which do not wait so long. */
    private static final String BUDGET = "call.budget";

    /**
     * API Gateway waits for 30 s, a cold start included. It is more than the 20 s that a command
     * may try and a query may wait, each with what is read after that.
     */
    private static final Duration BUDGET_STANDARD = Duration.ofSeconds(26);

    private final ApplicationContext context;
    private final APIGatewayV2HTTPEventFunction micronaut;
    private final CallReader reader;
    private final CallsUnderWay callsUnderWay;
    private final Route.Target target;
    private final Duration budget;

    /** Answers by the controllers of this context. */
    protected HttpApiFunction(Route.Target target, ApplicationContext context) {
        this.context = context;
        this.micronaut = new APIGatewayV2HTTPEventFunction(context);
        Authentication authentication =
                Authentication.of(
                        context.getProperty(Authentication.PROPERTY, String.class).orElse("jwt"),
                        ClaimSettings.read(
                                name -> context.getProperty(name, String.class).orElse(null)));
        this.reader = new CallReader(target, Routes.TABLE, authentication);
        this.callsUnderWay = context.getBean(CallsUnderWay.class);
        this.target = target;
        this.budget = context.getProperty(BUDGET, Duration.class).orElse(BUDGET_STANDARD);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(
            @Nullable APIGatewayV2HTTPEvent event,
            com.amazonaws.services.lambda.runtime.@Nullable Context lambda) {
        Exchange exchange = Exchange.of(event);
        try (RequestLog log =
                RequestLog.begin(
                        function(),
                        exchange.method(),
                        exchange.requestId(),
                        exchange.correlationId())) {
            APIGatewayV2HTTPResponse answer =
                    Answers.finished(answer(event, exchange, log), exchange);
            log.answered(answer);
            return answer;
        }
    }

    /** Answers calls that ask no table and are in no log: routes, readers, writers are in use. */
    @Override
    public final void beforeCheckpoint(@Nullable Context<? extends Resource> snapshots) {
        for (APIGatewayV2HTTPEvent event : PrimingCalls.of(target)) {
            Exchange exchange = Exchange.of(event);
            try (RequestLog log =
                    RequestLog.begin(
                            function(),
                            exchange.method(),
                            exchange.requestId(),
                            exchange.correlationId())) {
                Answers.finished(answer(event, exchange, log), exchange);
            }
        }
    }

    /** Nothing unique and no connection was made before, so there is nothing to renew. */
    @Override
    public final void afterRestore(@Nullable Context<? extends Resource> snapshots) {}

    private APIGatewayV2HTTPResponse answer(
            @Nullable APIGatewayV2HTTPEvent event, Exchange exchange, RequestLog log) {
        if (event == null) {
            return refused("it is null", exchange);
        }
        Optional<String> fault = EventFormat.fault(event);
        if (fault.isPresent()) {
            return refused(fault.get(), exchange);
        }
        if (!callsUnderWay.begin()) {
            return Answers.problem(ProblemHandler.stopping(isCommand()), exchange);
        }
        try {
            RoutedEvent routed = reader.read(event, exchange, log);
            // Without Lambda's context: Micronaut would keep each one as a bean for ever.
            APIGatewayV2HTTPResponse answer =
                    Deadline.within(
                            budget, Ticker.system(), () -> micronaut.handleRequest(routed, null));
            return routed.call().route().reads(Route.Input.TAGS)
                    ? ReadConditions.apply(routed.call().headers(), answer, Answers.joined(answer))
                    : answer;
        } catch (Exception | LinkageError | StackOverflowError thrown) {
            // What controllers throw is handled inside Micronaut: this is from before or behind it.
            Problem problem = ProblemHandler.problem(thrown, effect());
            return Answers.problem(problem, exchange);
        } finally {
            callsUnderWay.end();
        }
    }

    private static APIGatewayV2HTTPResponse refused(String fault, Exchange exchange) {
        LOG.warn("The event is not a request of an HTTP API (payload format 2.0): {}", fault);
        return Answers.problem(
                Problem.of(
                        ProblemType.MALFORMED_REQUEST,
                        "The event is not a request of an HTTP API in payload format 2.0."
                                + " Check how the function is invoked; its log has the reason."),
                exchange);
    }

    private String function() {
        return target.name().toLowerCase(Locale.ROOT);
    }

    private ProblemHandler.Effect effect() {
        return isCommand() ? ProblemHandler.Effect.KEYED : ProblemHandler.Effect.NONE;
    }

    private boolean isCommand() {
        return target == Route.Target.COMMAND;
    }

    /** The beans of this function, and of no other. */
    public final ApplicationContext context() {
        return context;
    }

    @Override
    public final void close() {
        context.close();
    }
}
