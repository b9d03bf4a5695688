package dev.servlette.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee11.servlet.ResourceServlet;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;

/** The scenarios as servlets written by hand, each mapped by the container, with no more than each needs. */
final class BareServlets {
    private BareServlets() {}

    static void addTo(ServletContextHandler context, Path files) {
        context.addServlet(new ServletHolder(new Plaintext()), "/plaintext");
        context.addServlet(new ServletHolder(new Json()), "/json");
        context.addServlet(new ServletHolder(new ById("user ")), "/users/*");
        context.addServlet(new ServletHolder(new Echo()), "/echo");
        context.addServlet(new ServletHolder(new Stream()), "/stream");
        ServletHolder upload = new ServletHolder(new Upload());
        upload.getRegistration().setMultipartConfig(new MultipartConfigElement("", -1, -1, 1 << 20));
        context.addServlet(upload, "/upload");
        context.addServlet(new ServletHolder(new OfFiles(files)), "/file/*");
        ServletHolder standard = new ServletHolder(new ResourceServlet());
        standard.setInitParameter("baseResource", files.toString());
        standard.setInitParameter("pathInfoOnly", "true");
        standard.setInitParameter("etags", "true");
        context.addServlet(standard, "/default/*");
        ServletHolder section = new ServletHolder(new ById("item "));
        for (int i = 0; i < Scenario.ROUTES; i++) {
            context.addServlet(section, "/section" + i + "/*");
        }
    }

    private static void answer(HttpServletResponse response, String type, byte[] body) throws IOException {
        response.setHeader("Content-Type", type);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static final class Plaintext extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            answer(response, "text/plain; charset=utf-8", "Hello, World!".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static final class Json extends HttpServlet {
        private static final long serialVersionUID = 1L;
        private final transient ObjectMapper mapper = new ObjectMapper();

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            answer(response, "application/json", mapper.writeValueAsBytes(Map.of("message", "Hello, World!")));
        }
    }

    private static final class ById extends HttpServlet {
        private static final long serialVersionUID = 1L;
        private final String what;

        ById(String what) {
            this.what = what;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            long id;
            try {
                id = Long.parseLong(request.getPathInfo().substring(1));
            } catch (NumberFormatException e) {
                response.setStatus(404);
                return;
            }
            answer(response, "text/plain; charset=utf-8", (what + id).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static final class Echo extends HttpServlet {
        private static final long serialVersionUID = 1L;
        private final transient ObjectMapper mapper = new ObjectMapper();

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            Map<?, ?> value = mapper.readValue(request.getInputStream().readAllBytes(), Map.class);
            answer(response, "application/json", mapper.writeValueAsBytes(value));
        }
    }

    private static final class Upload extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            String said = request.getParameter("title") + " "
                    + request.getPart("file").getSize();
            answer(response, "text/plain; charset=utf-8", said.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static final class Stream extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setHeader("Content-Type", "application/octet-stream");
            Servers.stream(response.getOutputStream());
        }
    }

    private static final class OfFiles extends HttpServlet {
        private static final long serialVersionUID = 1L;
        private final transient Path folder;

        OfFiles(Path folder) {
            this.folder = folder;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String name = request.getPathInfo().substring(1);
            Path file = folder.resolve(name);
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            long modified = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
            boolean isText = name.endsWith(".txt");
            response.setHeader("Content-Type", isText ? "text/plain; charset=utf-8" : "application/octet-stream");
            response.setHeader(
                    "ETag", '"' + Long.toHexString(modified) + '-' + Long.toHexString(attributes.size()) + '"');
            response.setDateHeader(
                    "Last-Modified", attributes.lastModifiedTime().toMillis());
            response.setHeader("Accept-Ranges", "bytes");
            response.setContentLengthLong(attributes.size());
            Files.copy(file, response.getOutputStream());
        }
    }
}
