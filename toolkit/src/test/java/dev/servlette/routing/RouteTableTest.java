package dev.servlette.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.convertors.Convertors;
import dev.servlette.datastructures.State;
import dev.servlette.datastructures.Url;
import dev.servlette.datastructures.UrlPath;
import dev.servlette.exceptions.HttpException;
import dev.servlette.handlers.Handler;
import dev.servlette.json.Json;
import dev.servlette.requests.RecordingExchange;
import dev.servlette.requests.Request;
import dev.servlette.requests.Scope;
import dev.servlette.responses.Body;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Response;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A router answers what trying its routes, mounts and hosts in the order of their declaration would answer, at any depth. */
class RouteTableTest {
    private static final List<String> SEGMENTS =
            List.of("a", "b", "", "{x}", "{x:int}", "{x:float}", "{x:uuid}", "a{x}", "{x:int}-{y}", "{x:path}");
    private static final List<String> HOSTS =
            List.of("a.org", "b.org:81", "{h}.org", "{h:int}.org", "{h}.{g}", "A.Org", "[::1]");
    private static final List<String> ASKED_HOSTS =
            List.of("a.org", "A.ORG:80", "b.org", "7.org", "x.y.org", "[::1]:81", "other", "a.org:", "");
    private static final List<String> PIECES =
            List.of("a", "b", "", "1", "1", "2.5", "1-a", "ec38df32ceda4cfa9b4a1aeb94ad551a");
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final Random random = new Random(4);
    private int handlers;

    private enum Kind {
        ROUTE,
        MOUNT,
        HOST
    }

    /** What is declared: a route, or a mount or host of a table or of a handler that says its number. */
    private record Declared(
            Kind kind,
            String path,
            PathPattern pattern,
            List<String> methods,
            @Nullable Table inner,
            int number) {
        BaseRoute route() {
            Handler handler = inner != null ? inner.router() : this::answer;
            return switch (kind) {
                case HOST -> Host.of(path, handler);
                case MOUNT -> Mount.of(path, handler);
                case ROUTE ->
                    methods.isEmpty()
                            ? Route.of(path, handler)
                            : Route.of(path, handler).methods(methods.toArray(new String[0]));
            };
        }

        private Response answer(Request request) {
            return new PlainTextResponse(said(number, request.pathParams(), request.path()));
        }

        static PathPattern pattern(Kind kind, String path) {
            String text = kind == Kind.MOUNT && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
            PathTemplate template =
                    kind == Kind.HOST ? PathTemplate.parseHost(text) : PathTemplate.parse("Route", text);
            return new PathPattern(template, kind != Kind.ROUTE, Convertors.standard());
        }

        boolean accepts(String method) {
            return methods.isEmpty() || methods.contains(method) || method.equals("HEAD") && methods.contains("GET");
        }

        /** The texts of its parameters; {@code null} when it is not for this. */
        String @Nullable [] match(Asked asked) {
            if (kind != Kind.HOST) {
                return pattern.match(asked.path);
            }
            return Url.isValidAuthority(asked.host)
                    ? pattern.matchHost(asked.host.toLowerCase(Locale.ROOT).replaceAll(":\\d+$", ""))
                    : null;
        }

        String answer(Asked asked, String[] texts) {
            Map<String, Object> params = new TreeMap<>(asked.params);
            for (int i = 0; i < texts.length; i++) {
                params.put(pattern.names().get(i), pattern.convertors().get(i).convert(texts[i]));
            }
            int taken = kind == Kind.MOUNT ? pattern.segments().size() : 0;
            Asked inside =
                    new Asked(asked.method, asked.path.from(taken), asked.host, params, asked.isAtStart && taken == 0);
            return inner != null ? inner.linear(inside) : said(number, params, inside.path.text());
        }
    }

    private static String said(int number, Map<String, Object> params, String path) {
        return "200 " + number + " " + new TreeMap<>(params) + " " + path;
    }

    /** A request on its way in. */
    private record Asked(String method, UrlPath path, String host, Map<String, Object> params, boolean isAtStart) {
        Asked withOtherEnd() {
            return new Asked(method, path.withOtherEnd(), host, params, isAtStart);
        }
    }

    private record Table(List<Declared> all, SlashPolicy slashes) {
        Router router() {
            return Router.of(all.stream().map(Declared::route).toList()).slashPolicy(slashes);
        }

        /** The answer, found by trying one after the other. */
        String linear(Asked asked) {
            String found = first(asked);
            String known = found != null ? found : wrongMethod(asked);
            if (known != null || slashes == SlashPolicy.STRICT) {
                return known != null ? known : "404";
            }
            Asked other = asked.withOtherEnd();
            String there = first(other) != null ? first(other) : wrongMethod(other);
            boolean atOnce = slashes == SlashPolicy.IGNORE || other.path.size() == 0 && asked.isAtStart;
            return there == null ? "404" : atOnce ? there : "307 " + other.path.encoded() + "?a=1";
        }

        private @Nullable String first(Asked asked) {
            for (Declared declared : all) {
                String[] texts = declared.match(asked);
                if (texts != null && declared.accepts(asked.method)) {
                    return declared.answer(asked, texts);
                }
            }
            return null;
        }

        private @Nullable String wrongMethod(Asked asked) {
            Set<String> there = new LinkedHashSet<>();
            for (Declared declared : all) {
                if (declared.kind == Kind.ROUTE && declared.match(asked) != null) {
                    METHODS.stream()
                            .filter(method -> !declared.methods.isEmpty() && declared.accepts(method))
                            .forEach(there::add);
                    there.add("OPTIONS");
                }
            }
            List<String> allow = METHODS.stream().filter(there::contains).toList();
            return allow.isEmpty()
                    ? null
                    : (asked.method.equals("OPTIONS") ? "204 " : "405 ") + String.join(", ", allow);
        }
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private Table table(int depth) {
        List<Declared> all = new ArrayList<>();
        for (int size = 1 + random.nextInt(6); size > 0; size--) {
            Kind kind = any(List.of(Kind.ROUTE, Kind.ROUTE, Kind.ROUTE, Kind.MOUNT, Kind.HOST));
            Table inner = kind != Kind.ROUTE && depth > 0 && random.nextBoolean() ? table(depth - 1) : null;
            String path = kind == Kind.HOST ? any(HOSTS) : path(kind == Kind.MOUNT);
            List<String> methods =
                    kind != Kind.ROUTE || random.nextInt(4) == 0 ? List.of() : List.of(any(METHODS), any(METHODS));
            all.add(new Declared(kind, path, Declared.pattern(kind, path), methods, inner, handlers++));
        }
        return new Table(all, any(List.of(SlashPolicy.values())));
    }

    private String path(boolean spans) {
        StringBuilder path = new StringBuilder();
        boolean spanned = spans;
        for (int length = random.nextInt(4); length > 0; length--) {
            int kind = random.nextInt(spanned ? SEGMENTS.size() - 1 : SEGMENTS.size());
            spanned |= kind == SEGMENTS.size() - 1;
            path.append('/')
                    .append(SEGMENTS.get(kind).replace("{x", "{x" + length).replace("{y", "{y" + length));
        }
        return path.toString();
    }

    private Asked asked() {
        StringBuilder path = new StringBuilder();
        for (int length = 1 + random.nextInt(4); length > 0; length--) {
            path.append('/').append(any(PIECES));
        }
        return new Asked(any(METHODS), UrlPath.parse(path.toString()), any(ASKED_HOSTS), Map.of(), true);
    }

    private static String answer(Router router, Asked asked) throws Exception {
        RecordingExchange exchange = new RecordingExchange(asked.method, asked.path.text()).header("Host", asked.host);
        try {
            Response response = router.handle(
                            new Request(new Scope(exchange, new State(), Clock.systemUTC()), Json.builtIn()))
                    .await();
            return switch (response.status()) {
                case 200 -> new String(((Body.Bytes) response.body()).content(), StandardCharsets.UTF_8);
                case 204 -> "204 " + response.headers().get("Allow");
                default -> response.status() + " " + response.headers().get("Location");
            };
        } catch (HttpException e) {
            return e.status() == 405 ? "405 " + e.headers().get("Allow") : "" + e.status();
        }
    }

    /** RT1, RT4, RT7, RT10, RT11, RT12, RT14. */
    @Test
    void aRouterAnswersAsIfItsRoutesWereTriedInTheirOrder() throws Exception {
        Map<String, Integer> answers = new TreeMap<>();
        Logger log = Logger.getLogger("dev.servlette");
        log.setLevel(Level.OFF); // routes that are never reached are no fault here
        try {
            for (int i = 0; i < 1000; i++) {
                compare(table(2), answers);
            }
        } finally {
            log.setLevel(null);
        }
        for (String status : List.of("200", "204", "307", "404", "405")) {
            assertTrue(answers.getOrDefault(status, 0) > 100, "of each there are " + answers);
        }
    }

    private void compare(Table table, Map<String, Integer> answers) throws Exception {
        Router router = table.router();
        for (int j = 0; j < 25; j++) {
            Asked asked = asked();
            String answer;
            try {
                answer = answer(router, asked);
            } catch (IllegalArgumentException e) {
                assertTrue(e.getMessage().contains("The first would always win"), e.getMessage());
                return;
            }
            assertEquals(table.linear(asked), answer, () -> asked + " in " + table);
            answers.merge(answer.substring(0, 3), 1, Integer::sum);
        }
    }
}
