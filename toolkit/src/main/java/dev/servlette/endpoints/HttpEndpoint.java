package dev.servlette.endpoints;

import dev.servlette.exceptions.HttpException;
import dev.servlette.handlers.Handler;
import dev.servlette.requests.Request;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One resource as one class, with a method for each HTTP method that it answers (Starlette:
 * <a href="https://www.starlette.io/endpoints/">Endpoints</a>).
 *
 * <p>One instance serves all requests, so its fields are shared by all threads. The methods that a subclass overrides are
 * those that it answers: HEAD is answered by {@link #get} too, OPTIONS with a 204 unless it is overridden, and every other
 * method with a 405. Both name the methods in {@code Allow} (RFC 9110, section 10.2.1).
 *
 * <pre>{@code
 * class Books extends HttpEndpoint {
 *     @Override protected Reply get(Request request) { return new JsonResponse(all()); }
 * }
 * Route.of("/books", new Books())
 * }</pre>
 */
public abstract class HttpEndpoint implements Handler {
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY");

    private final List<String> answered = new ArrayList<>();
    private final String allow;

    /** Finds out which methods the subclass answers. */
    protected HttpEndpoint() {
        for (String method : METHODS) {
            boolean isHeadOfGet = method.equals("HEAD") && isOverridden("GET");
            if (method.equals("OPTIONS") || isHeadOfGet || isOverridden(method)) {
                answered.add(method);
            }
        }
        allow = String.join(", ", answered);
    }

    private boolean isOverridden(String method) {
        Class<?> type = getClass();
        while (type != HttpEndpoint.class) {
            try {
                type.getDeclaredMethod(method.toLowerCase(Locale.ROOT), Request.class);
                return true;
            } catch (NoSuchMethodException e) {
                type = type.getSuperclass();
            }
        }
        return false;
    }

    /** Calls the method that the request asks for. */
    @Override
    public final Reply handle(Request request) throws Exception {
        if (!answered.contains(request.method())) {
            throw notAllowed();
        }
        return switch (request.method()) {
            case "POST" -> post(request);
            case "PUT" -> put(request);
            case "PATCH" -> patch(request);
            case "DELETE" -> delete(request);
            case "OPTIONS" -> options(request);
            case "QUERY" -> query(request);
            case "HEAD" -> head(request);
            default -> get(request);
        };
    }

    private HttpException notAllowed() {
        return new HttpException(405).withHeader("Allow", allow);
    }

    /** Answers GET, and HEAD unless {@link #head} is overridden. */
    protected Reply get(Request request) throws Exception {
        throw notAllowed();
    }

    /** Answers HEAD as {@link #get} does; the body is not sent. Overridden where a GET costs much. */
    protected Reply head(Request request) throws Exception {
        return get(request);
    }

    /** Answers POST. */
    protected Reply post(Request request) throws Exception {
        throw notAllowed();
    }

    /** Answers PUT. */
    protected Reply put(Request request) throws Exception {
        throw notAllowed();
    }

    /** Answers PATCH. */
    protected Reply patch(Request request) throws Exception {
        throw notAllowed();
    }

    /** Answers DELETE. */
    protected Reply delete(Request request) throws Exception {
        throw notAllowed();
    }

    /** Answers OPTIONS: a 204 that names the methods, unless it is overridden. */
    protected Reply options(Request request) throws Exception {
        return new Response(204).withHeader("Allow", allow);
    }

    /** Answers QUERY, a GET with a body. */
    protected Reply query(Request request) throws Exception {
        throw notAllowed();
    }
}
