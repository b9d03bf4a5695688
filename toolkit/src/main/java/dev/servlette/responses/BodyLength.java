package dev.servlette.responses;

import dev.servlette.datastructures.Headers;

/** Holds a body to the {@code Content-Length} that a response was given; most have none, and are counted. */
final class BodyLength {
    private static final String NAME = "Content-Length";

    private BodyLength() {}

    /** What the response says, {@code -1} when it says nothing. */
    static long declared(Response response) {
        String length = response.headers().get(NAME);
        return length == null ? -1 : Long.parseLong(length);
    }

    /** The headers as a host is given them, which takes the length apart. */
    static Headers without(Headers headers) {
        return headers.contains(NAME) ? headers.without(NAME) : headers;
    }

    /** For a body that is there as a whole. */
    static void checkIs(Response response, long length) {
        long declared = declared(response);
        if (declared >= 0 && declared != length) {
            throw wrong(length + " bytes", declared);
        }
    }

    static void checkNotOver(Response response, long length) {
        long declared = declared(response);
        if (declared >= 0 && length > declared) {
            throw wrong(length + " bytes or more", declared);
        }
    }

    static void checkNotUnder(Response response, long length) {
        long declared = declared(response);
        if (length < declared) {
            throw wrong(length + " bytes", declared);
        }
    }

    /** Refuses what is no length where it is set, rather than where it is sent. */
    static void check(String name, String value) {
        if (name.equalsIgnoreCase(NAME) && !isNumber(value)) {
            throw new IllegalArgumentException(
                    "Content-Length \"" + value + "\" was set on a response. It must be a number"
                            + " of bytes. Leave the header out to have it counted.");
        }
    }

    private static boolean isNumber(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return false;
            }
        }
        return !value.isEmpty() && value.length() < 19;
    }

    private static IllegalStateException wrong(String length, long declared) {
        return new IllegalStateException("The body has " + length + ", but a Content-Length of " + declared
                + " was set on the response. Leave the header out to have it counted.");
    }
}
