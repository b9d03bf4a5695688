package dev.servlette.contract;

import dev.servlette.applications.Servlette;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.routing.Route;
import dev.servlette.servlet.ServletteInitializer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;

/** Behind a filter that has read the body of a form before, design rule 19. In memory there are no filters. */
@DisabledIf("isInMemory")
class ConsumedFormContractTest extends Contract {
    static boolean isInMemory() {
        return Host.name().equals("memory");
    }

    @Override
    Servlette app() {
        return Servlette.of(Route.post(
                "/form",
                request -> new PlainTextResponse(request.form().entries().toString())));
    }

    @Override
    Deployment deploy(Host host) throws Exception {
        return ((ContainerHost) host).start((classes, context) -> assemble(context), setup());
    }

    private void assemble(ServletContext context) throws ServletException {
        FilterRegistration.Dynamic filter = context.addFilter("old", new Reader());
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
        new ServletteInitializer(app()).onStartup(Set.of(), context);
    }

    /** Asks for a parameter, as many filters do, or reads what is no form of the container's. */
    private static final class Reader extends HttpFilter {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            if (request.getContentType().startsWith("multipart/")) {
                request.getInputStream().readAllBytes();
            } else {
                request.setCharacterEncoding("UTF-8"); // or Tomcat keeps to the specification, which says Latin-1
                request.getParameter("anything");
            }
            chain.doFilter(request, response);
        }
    }

    @Test
    void aFormIsTakenFromTheParametersOfTheContainer() throws IOException {
        Ask ask = Ask.post("/form?a=query&q=1", "a=%C3%BC&b=&a=2")
                .header("Content-Type: application/x-www-form-urlencoded");
        String answer = "200\nContent-Length: 15\nContent-Type: text/plain; charset=utf-8\n\n[a=\u00fc, a=2, b=]";
        expect(ask, answer);
        expect(ask.chunked(), answer);
    }

    @Test
    void aMultipartFormIsAnError() throws IOException {
        Ask ask = Ask.post("/form", "--b--").header("Content-Type: multipart/form-data; boundary=b");
        String answer =
                "500\nVary: Accept\nContent-Length: 21\nContent-Type: text/plain; charset=utf-8\n\nInternal Server"
                        + " Error";
        expect(ask, answer);
        expect(ask.chunked(), answer);
    }
}
