package dev.servlette.testclient;

import dev.servlette.datastructures.Headers;

/**
 * A request as the client sends it.
 *
 * @param method the method
 * @param target the target
 * @param headers all headers
 * @param body the body, empty when there is none
 */
record Outgoing(String method, RequestTarget target, Headers headers, byte[] body) {
    static final String HOST = "testserver";

    /** The request that follows a redirect with this status (RFC 9110, section 15.4; what browsers do). */
    Outgoing redirected(int status, RequestTarget to) {
        boolean asGet = status == 303 && !method.equals("HEAD") || status < 303 && method.equals("POST");
        if (!asGet) {
            return new Outgoing(method, to, headers, body);
        }
        Headers kept = headers.without("Content-Length").without("Content-Type");
        return new Outgoing("GET", to, kept, new byte[0]);
    }

    /** The value of {@code Host}. */
    String host() {
        return headers.get("Host", HOST);
    }

    /** Where it goes, for {@link TestResponse#url}. */
    String url() {
        return "http://" + host() + target;
    }

    /** Method and target, for messages. */
    @Override
    public String toString() {
        return method + " " + target;
    }
}
