package dev.servlette.exceptions;

import java.nio.charset.StandardCharsets;

/** What a socket may be closed with (RFC 6455, section 7.4). {@link Status} names the codes. */
public final class CloseCode {
    private static final int FIRST_OF_APPS = 3000;
    private static final int LAST_OF_APPS = 4999;
    private static final int MAX_REASON_BYTES = 123; // RFC 6455, section 5.5

    private CloseCode() {}

    /**
     * Refuses what may not be sent.
     *
     * @throws IllegalArgumentException when the code is none that is sent, or the reason has more than 123 bytes of UTF-8
     */
    public static void check(int code, String reason) {
        boolean ofProtocol = code >= Status.WS_1000_NORMAL_CLOSURE && code <= Status.WS_1003_UNSUPPORTED_DATA
                || code > Status.WS_1006_ABNORMAL_CLOSURE && code <= Status.WS_1014_BAD_GATEWAY;
        if (!ofProtocol && (code < FIRST_OF_APPS || code > LAST_OF_APPS)) {
            throw new IllegalArgumentException(
                    "A socket was to be closed with " + code
                            + ". The codes that may be sent are 1000 to 1003, 1007 to 1014, and, for an app's own, 3000 to 4999.");
        }
        if (reason.getBytes(StandardCharsets.UTF_8).length > MAX_REASON_BYTES) {
            throw new IllegalArgumentException("A socket was to be closed with the reason \"" + reason
                    + "\". A reason has at most 123 bytes of UTF-8; send what is longer as a message.");
        }
    }
}
