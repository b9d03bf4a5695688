package dev.servlette.applications;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DebugHtmlTest {
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final String HOSTILE = "<>\"'&/=;!-x\n scriptonload";

    private static final Excerpt SOURCE = new Excerpt(6, List.of("{", "  fail();", "}"), 7);

    private static Frame frame(String method, boolean isApp) {
        StackTraceElement element = new StackTraceElement("shop.Shop", method, "Shop.java", 7);
        return new Frame(element, isApp, isApp ? SOURCE : null);
    }

    private static RequestFacts request(String route) {
        return new RequestFacts("GET", "/a", route, List.of(new RequestFacts.Table("Empty")));
    }

    private static String of(Failure... chain) {
        String page = DebugHtml.of(List.of(chain), request("/{a}"));
        return page.substring(page.indexOf("<body>"), page.indexOf("<section>\n<h2>As text"));
    }

    /** ER3: newest first, the first of the app open, the rest closed, the line marked. */
    @Test
    void framesAreShownNewestFirst() {
        List<Frame> frames = List.of(
                frame("list", false), frame("price", true), frame("total", true), frame("a", false), frame("b", false));
        String page = of(new Failure("", "shop.Shop$Bad", "why", frames, 2));
        String source =
                "<pre><span><i>6</i>{\n</span><mark><i>7</i>  fail();\n</mark><span><i>8</i>}\n</span></pre></details>\n";
        assertEquals(
                """
                <body>
                <header>
                <p class="asked"><b>GET</b> <code>/a</code> <span class="dim">matched <code>/{a}</code></span></p>
                <h1><span class="dim">shop.</span>Shop.Bad</h1>
                <p class="message">why</p>
                </header>
                <main>
                <section id="failure-0">
                """ + fold("1 frame", "list") + """
                <details class="frame" open><summary>%s<code class="peek">fail();</code></summary>
                """.formatted(code("price")) + source + """
                <details class="frame"><summary>%s<code class="peek">fail();</code></summary>
                """.formatted(code("total"))
                        + source + fold("2 frames", "a", "b") + """
                <p class="more">2 frames more, as above or in the log</p>
                </section>
                """,
                page);
    }

    private static String code(String method) {
        return "<code><span class=\"dim\">shop.</span>Shop." + method
                + "</code> <span class=\"place\">Shop.java:7</span>";
    }

    private static String fold(String count, String... methods) {
        StringBuilder fold = new StringBuilder(
                "<details class=\"folded\"><summary>" + count + " of libraries and the JDK</summary>\n<ol>\n");
        for (String method : methods) {
            fold.append("<li>").append(code(method)).append("</li>\n");
        }
        return fold + "</ol></details>\n";
    }

    @Test
    void causesAreLinked() {
        String page = of(
                new Failure("", "Bad", "", List.of(frame("library", false)), 0),
                new Failure("Caused by", "java.io.IOException", "no disk\nat all", List.of(), 0));
        assertTrue(page.contains("""
                <ol class="chain">
                <li><span class="dim">Caused by</span> <a href="#failure-1">IOException</a> no disk \u2026</li>
                </ol>
                """), page);
        assertTrue(
                page.contains("<section id=\"failure-0\">\n<div class=\"frame\">" + code("library") + "</div>\n"),
                page);
        assertTrue(page.endsWith("""
                <section id="failure-1">
                <h2><span class="dim">Caused by java.io.</span>IOException</h2>
                <p class="message">no disk
                at all</p>
                </section>
                """), page);
    }

    @Test
    void theTitleNamesTheException() {
        Failure failure = new Failure("", "shop.Bad", "x".repeat(200) + "\ny", List.of(), 0);
        String page = DebugHtml.of(List.of(failure), request(""));
        assertTrue(
                page.contains("<title>Bad: " + "x".repeat(120) + "\u2026 (80 characters more) \u2026</title>"), page);
        assertFalse(page.contains("<span class=\"dim\">matched"), page);
        String silent = DebugHtml.of(List.of(new Failure("", "shop.Bad", "", List.of(), 0)), request(""));
        assertTrue(silent.contains("<title>Bad</title>"), silent);
    }

    /** Content-Security-Policy names the style by its hash. When this fails, put what is expected into DebugStyle.HASH. */
    @Test
    void theHashIsThatOfTheStyle() throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(DebugStyle.CSS.getBytes(UTF_8));
        assertEquals("sha256-" + Base64.getEncoder().encodeToString(hash), DebugStyle.HASH);
        String page = DebugHtml.of(List.of(new Failure("", "A", "", List.of(), 0)), request(""));
        assertTrue(page.contains("<style>" + DebugStyle.CSS + "</style>"), page);
    }

    /** A page in which each text from outside is given by {@code texts}. */
    private static String pageOf(List<String> texts, UnaryOperator<String> change) {
        String[] t = texts.stream().map(change).toArray(String[]::new);
        Frame app = new Frame(new StackTraceElement(t[0], t[1], t[2], 2), true, new Excerpt(1, List.of(t[3], t[4]), 2));
        Frame library = new Frame(new StackTraceElement(t[5], t[6], t[7], 2), false, null);
        List<Failure> chain = List.of(
                new Failure("", t[8], "." + t[9], List.of(app, library), 0),
                new Failure("Caused by", t[10], "." + t[11], List.of(library, app), 0));
        RequestFacts.Table table = new RequestFacts.Table(t[12]);
        table.add(t[13], t[14]);
        return DebugHtml.of(chain, new RequestFacts(t[15], t[16], "." + t[17], List.of(table)));
    }

    private static List<String> tags(String page) {
        return TAG.matcher(page).results().map(found -> found.group()).toList();
    }

    private static String texts(String page) {
        return TAG.matcher(page.substring(page.indexOf("</style>"))).replaceAll("");
    }

    private static String unescaped(String text) {
        String plain = text;
        for (Map.Entry<String, String> e : List.of(
                Map.entry("&lt;", "<"), Map.entry("&gt;", ">"), Map.entry("&quot;", "\""), Map.entry("&#39;", "'"))) {
            plain = plain.replace(e.getKey(), e.getValue());
        }
        return plain.replace("&amp;", "&");
    }

    /** Whatever is said by others, the page has the tags of a page on which they say nothing of the kind. */
    @Test
    void nothingFromOutsideComesThroughUnescaped() {
        long seed = 20261124;
        Random random = new Random(seed);
        Pattern entity = Pattern.compile("&(amp|lt|gt|quot|#39);");
        for (int round = 0; round < 500; round++) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 18; i++) {
                texts.add(random.ints(random.nextInt(12), 0, HOSTILE.length())
                        .collect(
                                StringBuilder::new,
                                (text, at) -> text.append(HOSTILE.charAt(at)),
                                StringBuilder::append)
                        .toString());
            }
            String page = pageOf(texts, text -> text);
            String about = "seed " + seed + ", round " + round + ": " + texts;
            assertEquals(tags(pageOf(texts, text -> text.replaceAll("[<>\"'&]", "x"))), tags(page), about);
            Matcher raw = Pattern.compile("[<>\"'&]")
                    .matcher(entity.matcher(texts(page)).replaceAll(""));
            assertFalse(raw.find(), about);
            for (int shown : new int[] {9, 11, 13, 14, 16, 17}) {
                assertTrue(unescaped(texts(page)).contains(texts.get(shown)), about);
            }
        }
    }
}
