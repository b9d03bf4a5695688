package org.apache.coyote;

import java.io.IOException;

/** Stands in for what Tomcat throws at a malformed body, which is known by its name. */
public class BadRequestException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Thrown at a body that is malformed for this reason. */
    public BadRequestException(String message) {
        super(message);
    }
}
