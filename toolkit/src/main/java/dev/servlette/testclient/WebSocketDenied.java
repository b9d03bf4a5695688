package dev.servlette.testclient;

/** Thrown when the test client asked for a socket and got an ordinary answer: a denial, a 404, whatever it is. */
public final class WebSocketDenied extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient TestResponse response;

    WebSocketDenied(TestResponse response) {
        super("There is no socket: " + response);
        this.response = response;
    }

    /** The answer. */
    public TestResponse response() {
        return response;
    }
}
