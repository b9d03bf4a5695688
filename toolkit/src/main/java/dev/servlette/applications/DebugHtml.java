package dev.servlette.applications;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The debug page for browsers: one document without scripts and without anything from elsewhere. */
final class DebugHtml {
    private static final int MAX_TITLE = 120;
    private static final int MAX_SUMMARY = 300;

    private final List<Failure> chain;
    private final RequestFacts request;
    private final Markup page = new Markup();

    private DebugHtml(List<Failure> chain, RequestFacts request) {
        this.chain = chain;
        this.request = request;
    }

    static String of(List<Failure> chain, RequestFacts request) {
        DebugHtml html = new DebugHtml(chain, request);
        html.head();
        html.summary();
        for (int i = 0; i < chain.size(); i++) {
            html.failure(i, chain.get(i));
        }
        html.request();
        html.end();
        return html.page.toString();
    }

    private void head() {
        Failure failure = chain.get(0);
        String title = failure.message().isEmpty()
                ? failure.simpleType()
                : failure.simpleType() + ": " + Shown.line(failure.message(), MAX_TITLE);
        page.tags("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .tags("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .text(title)
                .tags("</title>\n<style>")
                .tags(DebugStyle.CSS)
                .tags("</style>\n</head>\n<body>\n");
    }

    private void summary() {
        Failure failure = chain.get(0);
        page.tags("<header>\n<p class=\"asked\"><b>")
                .text(request.method())
                .tags("</b> <code>")
                .text(request.target());
        page.tags("</code>");
        if (!request.route().isEmpty()) {
            page.tags(" <span class=\"dim\">matched <code>")
                    .text(request.route())
                    .tags("</code></span>");
        }
        page.tags("</p>\n<h1><span class=\"dim\">").text(failure.packageName()).tags("</span>");
        page.text(failure.simpleType()).tags("</h1>\n");
        message(failure);
        if (chain.size() > 1) {
            page.tags("<ol class=\"chain\">\n");
            for (int i = 1; i < chain.size(); i++) {
                link(i, chain.get(i));
            }
            page.tags("</ol>\n");
        }
        page.tags("</header>\n<main>\n");
    }

    private void link(int i, Failure failure) {
        page.tags("<li><span class=\"dim\">").text(failure.relation()).tags("</span> <a href=\"#failure-");
        page.text(String.valueOf(i)).tags("\">").text(failure.simpleType()).tags("</a> ");
        page.text(Shown.line(failure.message(), MAX_SUMMARY)).tags("</li>\n");
    }

    private void message(Failure failure) {
        if (!failure.message().isEmpty()) {
            page.tags("<p class=\"message\">").text(failure.message()).tags("</p>\n");
        }
    }

    private void failure(int i, Failure failure) {
        page.tags("<section id=\"failure-").text(String.valueOf(i)).tags("\">\n");
        if (i > 0) {
            page.tags("<h2><span class=\"dim\">").text(failure.relation() + " " + failure.packageName());
            page.tags("</span>").text(failure.simpleType()).tags("</h2>\n");
            message(failure);
        }
        List<Frame> folded = new ArrayList<>();
        for (int at = 0; at < failure.frames().size(); at++) {
            Frame frame = failure.frames().get(at);
            if (frame.isApp() || at == failure.first()) {
                fold(folded);
                frame(frame, at == failure.first());
            } else {
                folded.add(frame);
            }
        }
        fold(folded);
        if (failure.omitted() > 0) {
            page.tags("<p class=\"more\">")
                    .text(failure.omitted() + " frames more, as above or in the log")
                    .tags("</p>\n");
        }
        page.tags("</section>\n");
    }

    private void frame(Frame frame, boolean isOpen) {
        Excerpt source = frame.source();
        if (source == null) {
            page.tags("<div class=\"frame\">");
            code(frame);
            page.tags("</div>\n");
            return;
        }
        page.tags(isOpen ? "<details class=\"frame\" open><summary>" : "<details class=\"frame\"><summary>");
        code(frame);
        page.tags("<code class=\"peek\">").text(source.line()).tags("</code></summary>\n<pre>");
        for (int i = 0; i < source.lines().size(); i++) {
            int number = source.first() + i;
            page.tags(number == source.marked() ? "<mark><i>" : "<span><i>").text(String.valueOf(number));
            page.tags("</i>").text(source.lines().get(i)).tags(number == source.marked() ? "\n</mark>" : "\n</span>");
        }
        page.tags("</pre></details>\n");
    }

    private void code(Frame frame) {
        page.tags("<code><span class=\"dim\">")
                .text(frame.packageName())
                .tags("</span>")
                .text(frame.code());
        page.tags("</code> <span class=\"place\">").text(frame.place()).tags("</span>");
    }

    /** Frames that are not the app's, behind one line. */
    private void fold(List<Frame> folded) {
        if (folded.isEmpty()) {
            return;
        }
        page.tags("<details class=\"folded\"><summary>").text(String.valueOf(folded.size()));
        page.tags(folded.size() == 1 ? " frame" : " frames").tags(" of libraries and the JDK</summary>\n<ol>\n");
        for (Frame frame : folded) {
            page.tags("<li>");
            code(frame);
            page.tags("</li>\n");
        }
        page.tags("</ol></details>\n");
        folded.clear();
    }

    private void request() {
        for (RequestFacts.Table table : request.tables()) {
            if (!table.rows().isEmpty()) {
                page.tags("<section>\n<h2>").text(table.title()).tags("</h2>\n<dl>\n");
                for (Map.Entry<String, String> row : table.rows()) {
                    page.tags("<div><dt>").text(row.getKey()).tags("</dt><dd>").text(row.getValue());
                    page.tags("</dd></div>\n");
                }
                page.tags("</dl>\n</section>\n");
            }
        }
    }

    private void end() {
        page.tags(
                        "<section>\n<h2>As text</h2>\n<details><summary>To copy: one click selects it</summary>\n<pre class=\"all\">")
                .text(DebugText.of(chain, request))
                .tags("</pre></details>\n</section>\n</main>\n")
                .tags(
                        "<footer>This page is shown because <code>debug</code> is on. It is for development only.</footer>\n")
                .tags("</body>\n</html>\n");
    }
}
