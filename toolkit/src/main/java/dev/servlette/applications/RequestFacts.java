package dev.servlette.applications;

import dev.servlette.convertors.PathParams;
import dev.servlette.datastructures.Address;
import dev.servlette.datastructures.Headers;
import dev.servlette.datastructures.QueryParams;
import dev.servlette.requests.Exchange;
import dev.servlette.requests.Request;
import dev.servlette.requests.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the debug page says of a request: never its body, and no secrets.
 *
 * @param method the method
 * @param target path and query as they were sent
 * @param route the template that matched, {@code ""} when none did
 * @param tables what else is known
 */
record RequestFacts(String method, String target, String route, List<Table> tables) {
    private static final int MAX_CHARS = 2000;
    private static final int MAX_ROWS = 100;

    /** How the toolkit begins the names of what it keeps in the state for itself. */
    private static final String OWN_STATE = "servlette.";

    /**
     * Names and values under a heading.
     *
     * @param title the heading
     * @param rows the pairs, at most 100
     */
    record Table(String title, List<Map.Entry<String, String>> rows) {
        Table(String title) {
            this(title, new ArrayList<>());
        }

        void add(String name, String value) {
            if (rows.size() < MAX_ROWS) {
                rows.add(Map.entry(Shown.text(name, MAX_CHARS), Shown.text(value, MAX_CHARS)));
            }
        }
    }

    static RequestFacts of(Request request) {
        Scope scope = request.scope();
        Exchange exchange = scope.exchange();
        String path = path(scope);
        String query = Secrets.query(exchange.rawQuery() == null ? "" : exchange.rawQuery());
        return new RequestFacts(
                Shown.text(exchange.method(), MAX_CHARS),
                Shown.text(exchange.rawQuery() == null ? path : path + "?" + query, MAX_CHARS),
                Shown.text(scope.route(), MAX_CHARS),
                List.of(
                        request(exchange, scope.route()),
                        pathParams(scope.pathParams()),
                        queryParams(query),
                        headers(exchange.headers()),
                        state(request.state().names())));
    }

    /** The path; where one of its parameters is a secret, the template of the route instead. */
    private static String path(Scope scope) {
        boolean secret = scope.pathParams().names().stream().anyMatch(Secrets::isNamed);
        Exchange exchange = scope.exchange();
        return secret ? exchange.rootPath() + scope.route() : Secrets.path(exchange.rawPath());
    }

    private static Table request(Exchange exchange, String route) {
        Table table = new Table("Request");
        table.add("Route", route.isEmpty() ? "none matched" : route);
        Address client = exchange.client();
        table.add("Client", client == null ? "not known" : client.host() + ", port " + client.port());
        table.add("Scheme", exchange.scheme());
        if (!exchange.rootPath().isEmpty()) {
            table.add("Root path", exchange.rootPath());
        }
        return table;
    }

    /** As texts, since to convert them again is to run code of the app. */
    private static Table pathParams(PathParams params) {
        Table table = new Table("Path parameters");
        for (String name : params.names()) {
            table.add(name, Secrets.value(name, params.get(name)));
        }
        return table;
    }

    private static Table queryParams(String query) {
        Table table = new Table("Query parameters");
        for (String pair : query.split("&")) {
            for (Map.Entry<String, String> entry : QueryParams.parse(pair).entries()) {
                table.add(entry.getKey(), entry.getValue());
            }
        }
        return table;
    }

    private static Table headers(Headers headers) {
        Table table = new Table("Headers");
        for (int i = 0; i < headers.size(); i++) {
            table.add(headers.name(i), Secrets.value(headers.name(i), Secrets.address(headers.value(i))));
        }
        return table;
    }

    private static Table state(List<String> names) {
        Table table = new Table("State");
        for (String name : names) {
            if (!name.startsWith(OWN_STATE)) {
                table.add(name, "");
            }
        }
        return table;
    }
}
