package dev.servlette.exceptions;

import java.nio.charset.StandardCharsets;

/** The codes with which sockets are closed (RFC 6455, section 7.4). */
public final class CloseCode {
    /** All is done. */
    public static final int NORMAL = 1000;

    /** The server stops, or the browser leaves the page. */
    public static final int GOING_AWAY = 1001;

    /** A message is of a kind that is not taken. */
    public static final int UNSUPPORTED = 1003;

    /** The connection was closed without a code. Never sent. */
    public static final int NONE = 1005;

    /** The connection was lost. Never sent. */
    public static final int ABNORMAL = 1006;

    /** A message breaks a rule of the app. */
    public static final int POLICY_VIOLATION = 1008;

    /** A message is too large. */
    public static final int TOO_LARGE = 1009;

    /** The app failed. */
    public static final int INTERNAL_ERROR = 1011;

    /** The client is too slow; it may come back. */
    public static final int TRY_AGAIN_LATER = 1013;

    private static final int LAST_OF_PROTOCOL = 1014;
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
        boolean ofProtocol = code >= NORMAL && code <= UNSUPPORTED || code > ABNORMAL && code <= LAST_OF_PROTOCOL;
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
