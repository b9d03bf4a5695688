package dev.servlette.requests;

import dev.servlette.datastructures.Address;
import dev.servlette.datastructures.Url;

/** Where a request went to: scheme, host and port, the beginning of its URL. */
final class Origin {
    private Origin() {}

    static String of(Exchange exchange) {
        return exchange.scheme() + "://" + authority(exchange);
    }

    /** The host and port that the client named; where it arrived, when it named none or no possible one. */
    private static String authority(Exchange exchange) {
        String named = exchange.headers().get("Host", "");
        if (Url.isValidAuthority(named)) {
            return named;
        }
        Address server = exchange.server();
        String host = server.host().indexOf(':') >= 0 ? "[" + server.host() + "]" : server.host();
        boolean usual = server.port() == (exchange.scheme().equals("https") ? 443 : 80);
        return usual ? host : host + ":" + server.port();
    }
}
