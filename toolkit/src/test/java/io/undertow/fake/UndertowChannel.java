package io.undertow.fake;

import java.util.List;

/**
 * What a session of Undertow's reads.
 *
 * @param calls what it was told
 */
public record UndertowChannel(List<String> calls) {
    /** Reads nothing from now on. */
    public void suspendReceives() {
        calls.add("suspend");
    }

    /** Reads again; not when it was told enough. */
    public void resumeReceives() {
        if (calls.size() > 1) {
            throw new IllegalStateException("closed");
        }
        calls.add("resume");
    }
}
