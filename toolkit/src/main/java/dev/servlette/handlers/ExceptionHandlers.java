package dev.servlette.handlers;

import dev.servlette.datastructures.InvalidValueException;
import dev.servlette.exceptions.HttpException;
import dev.servlette.exceptions.WebSocketException;
import dev.servlette.requests.Request;
import dev.servlette.responses.Reply;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which exception is answered by whom: a status first for an {@link HttpException}, then the class of the exception and
 * its superclasses, the most specific first. An {@code HttpException} that nobody claims is answered with its detail, as {@link ErrorAnswers}
 * says, and a {@link WebSocketException}, which then comes from a socket that is not accepted, with a 403.
 */
public final class ExceptionHandlers {
    private final Map<Object, ExceptionHandler<?>> handlers;

    private ExceptionHandlers(Map<Object, ExceptionHandler<?>> handlers) {
        this.handlers = handlers;
    }

    /** Only the answer to an {@link HttpException}. */
    public static ExceptionHandlers standard() {
        return new ExceptionHandlers(Map.of());
    }

    /** A copy in which this handler answers this status. */
    public ExceptionHandlers with(int status, ExceptionHandler<? super HttpException> handler) {
        return added(status, "status " + status, handler);
    }

    /** A copy in which this handler answers this class of exceptions. */
    public <E extends Throwable> ExceptionHandlers with(Class<E> type, ExceptionHandler<? super E> handler) {
        return added(type, type.getSimpleName(), handler);
    }

    private ExceptionHandlers added(Object key, String name, ExceptionHandler<?> handler) {
        Map<Object, ExceptionHandler<?>> all = new HashMap<>(handlers);
        if (all.put(key, handler) != null) {
            throw new IllegalArgumentException("Two exception handlers were given for " + name
                    + ". One app has one for each; mount an app of its own where another is wanted.");
        }
        return new ExceptionHandlers(Map.copyOf(all));
    }

    /** The answer to an error; {@code null} when nobody claims it. */
    @Nullable
    Reply answer(Request request, Throwable thrown) throws Exception {
        Throwable error = thrown instanceof InvalidValueException e ? badRequest(e) : thrown;
        ExceptionHandler<?> handler = find(error);
        if (handler != null) {
            return call(handler, request, error);
        }
        if (error instanceof WebSocketException) {
            return ErrorAnswers.answer(request, new HttpException(403));
        }
        return error instanceof HttpException e ? ErrorAnswers.answer(request, e) : null;
    }

    /** Whether one handler claims both errors, or none claims either. */
    boolean haveTheSame(Throwable one, Throwable other) {
        return find(one) == find(other);
    }

    private static HttpException badRequest(InvalidValueException e) {
        return new HttpException(400, e.getMessage()).initCause(e);
    }

    /** An {@link HttpException} has an answer of its own, which is nearer than what its superclasses have. */
    private @Nullable ExceptionHandler<?> find(Throwable error) {
        if (error instanceof HttpException e) {
            ExceptionHandler<?> byStatus = handlers.get(e.status());
            if (byStatus != null) {
                return byStatus;
            }
        }
        Class<?> type = error.getClass();
        ExceptionHandler<?> found = handlers.get(type);
        while (found == null && type != Throwable.class && type != HttpException.class) {
            type = type.getSuperclass();
            found = handlers.get(type);
        }
        return found;
    }

    // A handler is found under a superclass of what it takes, or under a status, which only HttpException has.
    @SuppressWarnings("unchecked")
    private static Reply call(ExceptionHandler<?> handler, Request request, Throwable error) throws Exception {
        return ((ExceptionHandler<Throwable>) handler).handle(request, error);
    }
}
