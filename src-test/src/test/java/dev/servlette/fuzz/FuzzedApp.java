package dev.servlette.fuzz;

import dev.servlette.applications.Servlette;
import dev.servlette.datastructures.FormData;
import dev.servlette.datastructures.State;
import dev.servlette.exceptions.HttpException;
import dev.servlette.handlers.ErrorAnswers;
import dev.servlette.handlers.Handler;
import dev.servlette.json.Json;
import dev.servlette.requests.FormLimits;
import dev.servlette.requests.Part;
import dev.servlette.requests.Request;
import dev.servlette.requests.Scope;
import dev.servlette.responses.FileResponse;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Response;
import dev.servlette.responses.ResponseWriter;
import dev.servlette.routing.Mount;
import dev.servlette.routing.Route;
import dev.servlette.staticfiles.StaticFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** An app that reads all that a client can send. Whatever that is, the answer is no failure. */
final class FuzzedApp {
    private static final FormLimits LIMITS =
            new FormLimits().maxFields(50).maxFiles(5).memoryBytes(1 << 20);

    static final String FILE = "0123456789abcdef";
    static final String SECRET = "what stands beside the root of static files";
    private static final Path DIRECTORY = directory();

    private static final Servlette APP = Servlette.of(
            Route.get(
                    "/",
                    request -> text(request.accepts("text/html") + " " + request.url() + request.baseUrl()
                            + request.cookies())),
            Route.get("/cookie", request -> text(request.cookies().getOrDefault("a", "none"))),
            Route.get("/file", request -> file()),
            Mount.of("/static", new StaticFiles(DIRECTORY.resolve("static")).html(true)),
            Route.get("/query", request -> text(request.queryParams().toString())),
            Route.post("/text", request -> text(request.text())),
            Route.post("/form", request -> text(request.form(LIMITS))),
            Route.post("/parts", FuzzedApp::parts),
            Route.get("/int/{value:int}", echo()),
            Route.get("/float/{value:float}", echo()),
            Route.get("/uuid/{value:uuid}", echo()),
            Mount.of("/deep/{a}-{b}", Route.get("/{c}.{d}/{value:path}", echo())));

    private static final ResponseWriter WRITER =
            new ResponseWriter(Runnable::run, Runnable::run, FuzzedApp::unanswered);

    private FuzzedApp() {}

    /** Answers a request; an {@link AssertionError} when that failed. */
    static FuzzedExchange answer(FuzzedExchange exchange) {
        Request request = new Request(new Scope(exchange, new State(), Clock.systemUTC()), Json.standard());
        WRITER.send(request, APP.handle(request));
        return exchange;
    }

    private static Response unanswered(Request request, Throwable failure) {
        return failure instanceof HttpException e ? ErrorAnswers.answer(request, e) : new Response(500);
    }

    /** A root of static files with one of them, and beside it what is none. */
    private static Path directory() {
        try {
            Path directory = Files.createTempDirectory("servlette-fuzz");
            Path root = Files.createDirectory(directory.resolve("static"));
            Path secret = Files.writeString(directory.resolve("secret.txt"), SECRET);
            Path file = Files.writeString(root.resolve("file.txt"), FILE);
            for (Path made : List.of(directory, root, secret, file)) {
                made.toFile().deleteOnExit(); // the last first
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Response file() {
        return new FileResponse(DIRECTORY.resolve("static/file.txt"))
                .withHeader("ETag", "\"tag\"")
                .withHeader("Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT");
    }

    private static Handler echo() {
        return request -> text(request.pathParams().toString() + request.path());
    }

    private static Response text(Object text) {
        return new PlainTextResponse(text.toString());
    }

    private static Response text(FormData form) {
        return text(form.entries().toString() + form.files().size());
    }

    private static Response parts(Request request) {
        StringBuilder seen = new StringBuilder();
        for (Part part : request.parts(LIMITS)) {
            seen.append(part.name())
                    .append(part.filename())
                    .append(part.headers())
                    .append(part.text());
        }
        return text(seen);
    }
}
