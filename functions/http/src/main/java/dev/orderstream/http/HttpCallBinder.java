package dev.orderstream.http;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import io.micronaut.servlet.http.ServletHttpRequest;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Hands the call to every controller method that has a parameter for it. */
@Singleton
final class HttpCallBinder implements TypedRequestArgumentBinder<HttpCall> {

    private static final Argument<HttpCall> TYPE = Argument.of(HttpCall.class);

    @Override
    public Argument<HttpCall> argumentType() {
        return TYPE;
    }

    @Override
    public BindingResult<HttpCall> bind(
            ArgumentConversionContext<HttpCall> context, HttpRequest<?> request) {
        return () -> find(request);
    }

    static Optional<HttpCall> find(HttpRequest<?> request) {
        return request instanceof ServletHttpRequest<?, ?> servlet
                        && servlet.getNativeRequest() instanceof RoutedEvent event
                ? Optional.of(event.call())
                : Optional.empty();
    }
}
