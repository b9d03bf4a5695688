package dev.servlette.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.datastructures.State;
import dev.servlette.handlers.Handler;
import dev.servlette.json.Json;
import dev.servlette.requests.RecordingExchange;
import dev.servlette.requests.Request;
import dev.servlette.requests.Scope;
import dev.servlette.responses.Response;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Design rule 18: what is claimed is what handling would find. */
class ClaimantTest {
    private static final List<String> SEGMENTS = List.of("a", "b", "", "{x}", "{x:int}", "a{x}", "{x:path}");
    private static final List<String> PIECES = List.of("a", "b", "", "1", "ab");
    private static final List<List<String>> METHODS =
            List.of(List.of("GET", "HEAD"), List.of("POST"), List.of("OPTIONS"), List.of());
    private static final Handler FOUND = request -> new Response(200);

    private final Random random = new Random(3);

    /** Routes, mounts of routes, of routers with middleware, of apps, and of a handler; and mounts in mounts. */
    private List<BaseRoute> table(int depth) {
        List<BaseRoute> table = new ArrayList<>();
        Set<String> paths = new HashSet<>();
        for (int size = 1 + random.nextInt(5); size > 0; size--) {
            if (random.nextInt(3) == 0) {
                table.add(Mount.of(path(true, depth), mounted(depth)));
            } else {
                String path = path(false, depth);
                List<String> methods = METHODS.get(random.nextInt(METHODS.size()));
                if (paths.add(path)) {
                    Route route = Route.of(path, FOUND);
                    table.add(methods.isEmpty() ? route : route.methods(methods.toArray(new String[0])));
                }
            }
        }
        return table;
    }

    private Handler mounted(int depth) {
        int kind = random.nextInt(depth == 0 ? 1 : 4);
        return switch (kind) {
            case 0 -> FOUND;
            case 1 -> Router.of(table(depth - 1));
            case 2 -> Router.of(table(depth - 1)).middleware((request, next) -> next.handle(request));
            default -> Servlette.builder().routes(table(depth - 1)).build();
        };
    }

    private String path(boolean isMount, int depth) {
        StringBuilder path = new StringBuilder();
        boolean spans = isMount;
        for (int length = random.nextInt(3); length > 0; length--) {
            int kind = random.nextInt(spans ? SEGMENTS.size() - 1 : SEGMENTS.size());
            spans |= kind == SEGMENTS.size() - 1;
            path.append('/').append(SEGMENTS.get(kind).replace("{x", "{x" + depth + length));
        }
        return path.toString();
    }

    private Request request() {
        StringBuilder path = new StringBuilder();
        for (int length = 1 + random.nextInt(4); length > 0; length--) {
            path.append('/').append(PIECES.get(random.nextInt(PIECES.size())));
        }
        String method = List.of("GET", "POST", "OPTIONS", "PURGE").get(random.nextInt(4));
        RecordingExchange exchange = new RecordingExchange(method, path.toString());
        return new Request(new Scope(exchange, new State(), Clock.systemUTC()), Json.standard());
    }

    @Test
    void whatIsClaimedIsWhatHandlingFinds() throws Exception {
        int[] counts = new int[1000];
        for (int i = 0; i < 3000; i++) {
            List<BaseRoute> table = table(2);
            SlashPolicy policy = SlashPolicy.values()[i % 3];
            Servlette app =
                    Servlette.builder().routes(table).slashPolicy(policy).build();
            for (int j = 0; j < 25; j++) {
                Request request = request();
                int status = app.handle(request).await().status();
                String asked = request.method() + " " + request.path() + " in " + table;
                assertEquals(status != 404, claims(app, request, true), asked);
                if (status != 307) { // what that leads to may be a wrong method
                    assertEquals(status == 200, claims(app, request, false), asked);
                }
                counts[status]++;
            }
        }
        for (int status : new int[] {200, 204, 307, 404, 405}) {
            assertTrue(counts[status] > 1000, "only " + counts[status] + " were answered " + status);
        }
    }

    private static boolean claims(Claimant app, Request request, boolean wrongMethods) {
        return app.claims(request, request.urlPath(), wrongMethods);
    }
}
