package dev.servlette.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** An application that was there before: it says how it was reached, and what of a form is left for it. */
final class OldPages extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String path = request.getRequestURI();
        if (path.equals("/old/forward")) {
            request.getRequestDispatcher("/new").forward(request, response);
        } else if (path.equals("/old/dispatch")) {
            request.startAsync().dispatch("/new");
        } else {
            String form = request.getParameter("name");
            String text = "old " + request.getDispatcherType() + " " + path + (form == null ? "" : " of " + form);
            response.setContentType("application/x");
            response.getOutputStream().write(text.getBytes(UTF_8));
        }
    }
}
