package dev.servlette.contract;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/** The response of an app that is asked only when it has nothing to say. */
final class RefusingResponse extends HttpServletResponseWrapper {
    RefusingResponse(HttpServletResponse response) {
        super(response);
    }

    @Override
    public void setStatus(int status) {
        if (status != 404 && status != 400) {
            throw new IllegalStateException("The filter did not claim what the app answers by " + status + ".");
        }
        super.setStatus(status);
    }
}
