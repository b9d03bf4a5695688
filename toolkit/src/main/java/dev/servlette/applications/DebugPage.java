package dev.servlette.applications;

import dev.servlette.handlers.ExceptionHandler;
import dev.servlette.requests.Accept;
import dev.servlette.requests.Request;
import dev.servlette.responses.HtmlResponse;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import java.nio.file.Path;
import java.util.List;

/** Answers a failure that nobody claimed with all that helps who develops the app: a page for browsers, else a text. */
final class DebugPage implements ExceptionHandler<Throwable> {
    private static final String POLICY = "default-src 'none'; style-src '" + DebugStyle.HASH
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final List<String> OFFERS = List.of("text/plain", "text/html");

    private final Path workingDirectory;

    /** A page with sources from below this directory, besides those that lie near their classes. */
    DebugPage(Path workingDirectory) {
        this.workingDirectory = workingDirectory;
    }

    @Override
    public Reply handle(Request request, Throwable failure) {
        List<Failure> chain = Failure.chain(failure, new SourceFiles(loader(), workingDirectory));
        RequestFacts facts = RequestFacts.of(request);
        Response page = prefersHtml(request)
                ? new HtmlResponse(DebugHtml.of(chain, facts), 500).withHeader("Content-Security-Policy", POLICY)
                : new PlainTextResponse(DebugText.of(chain, facts), 500);
        return page.withHeader("Vary", "Accept")
                .withHeader("Cache-Control", "no-store")
                .withHeader("X-Content-Type-Options", "nosniff");
    }

    /** That of the app, where the host sets it, as containers do. */
    private static ClassLoader loader() {
        ClassLoader ofApp = Thread.currentThread().getContextClassLoader();
        return ofApp != null ? ofApp : ClassLoader.getSystemClassLoader();
    }

    private static boolean prefersHtml(Request request) {
        return Accept.of(request.headers()).choose(OFFERS) == 1;
    }
}
