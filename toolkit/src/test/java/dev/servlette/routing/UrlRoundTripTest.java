package dev.servlette.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.convertors.Convertors;
import dev.servlette.datastructures.Url;
import dev.servlette.requests.Request;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Response;
import dev.servlette.testclient.TestClient;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What {@code urlFor} builds is answered by the route that it was built for, with the values that it was built of. */
class UrlRoundTripTest {
    private static final Convertors CONVERTORS = Convertors.standard()
            .with("date", new OwnConvertor<>(LocalDate.class, "\\d{4}-\\d\\d-\\d\\d", LocalDate::parse, false))
            .with("numbers", new OwnConvertor<>(String.class, "[0-9/]+", text -> text, true));
    private static final List<String> MOUNTS = List.of(
            "", "/in", "/{?}", "/{?:int}", "/{?:float}", "/{?:uuid}", "/{?:date}", "/v{?:int}/{?}", "/{?}-{?:date}");
    private static final List<String> HOSTS = List.of(
            "a.example.org",
            "{?}.org",
            "{?:int}.org:8080",
            "{?:float}.org",
            "{?:uuid}.org",
            "{?:date}.org",
            "{?}-{?:int}.org",
            "{?}.{?}:81");
    private static final List<String> ROUTES = List.of(
            "",
            "/",
            "/r",
            "/{?}",
            "/{?:int}",
            "/{?:float}",
            "/{?:uuid}",
            "/{?:date}",
            "/{?:path}",
            "/{?:numbers}/end",
            "/{?:int}-{?}.{?:float}",
            "/{?}/x{?:date}");

    private final Random random = new Random(7);
    private final Map<String, Object> values = new TreeMap<>();
    private String fullName = "r";

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** The template with names of its own, for each of which there is a value now. */
    private String named(String template, boolean isHost) {
        String named = template;
        for (int at = named.indexOf('?'); at >= 0; at = named.indexOf('?')) {
            String name = "p" + values.size();
            String convertor = named.substring(at + 1, named.indexOf('}', at));
            values.put(name, value(convertor, isHost));
            named = named.substring(0, at) + name + named.substring(at + 1);
        }
        return named;
    }

    private Object value(String convertor, boolean isHost) {
        return switch (convertor) {
            case ":int" -> random.nextLong() >>> random.nextInt(1, 60);
            case ":float" -> random.nextInt(10_000) / 16.0;
            case ":uuid" -> new UUID(random.nextLong(), random.nextLong());
            case ":date" -> LocalDate.ofEpochDay(random.nextInt(30_000));
            case ":numbers" -> text("12/");
            case ":path" -> text("a/.b %");
            default -> isHost ? text("ab") + any(List.of("", "-b", ".c", "-b.7")) : text("ab /%;?#\u00fc.-~&=+");
        };
    }

    private String text(String signs) {
        StringBuilder text = new StringBuilder().append(signs.charAt(0));
        for (int length = random.nextInt(4); length > 0; length--) {
            text.append(signs.charAt(random.nextInt(signs.length())));
        }
        return text.toString();
    }

    /** A route within mounts, and within a host at some depth or none; some of them with names. */
    private BaseRoute nested() {
        BaseRoute inside =
                Route.get(named(any(ROUTES), false), UrlRoundTripTest::params).name("r");
        int depth = random.nextInt(4);
        int host = random.nextInt(6);
        for (int i = 0; i < depth; i++) {
            String name = random.nextBoolean() ? "" : "m" + i;
            fullName = name.isEmpty() ? fullName : name + ":" + fullName;
            inside = i == host
                    ? Host.of(named(any(HOSTS), true), inside).name(name)
                    : Mount.of(named(any(MOUNTS), false), inside).name(name);
        }
        return inside;
    }

    private static Response params(Request request) {
        return new PlainTextResponse("r " + new TreeMap<>(request.pathParams()));
    }

    private Response url(Request request) {
        List<Object> params = new ArrayList<>();
        values.forEach((name, value) -> params.addAll(List.of(name, value)));
        try {
            return new PlainTextResponse(
                    request.urlFor(fullName, params.toArray()).toString());
        } catch (IllegalArgumentException e) {
            return new PlainTextResponse("refused");
        }
    }

    /** RT16, RT17, RT18, RT20, CV1 to CV6. */
    @Test
    void whatIsWrittenIsReadBack() {
        int written = 0;
        for (int i = 0; i < 1000; i++) {
            values.clear();
            fullName = "r";
            Servlette app = Servlette.builder()
                    .routes(
                            Route.get("/-url", this::url),
                            nested(),
                            Mount.of("/{other}", request -> new PlainTextResponse("other")))
                    .convertors(CONVERTORS)
                    .build();
            written += roundTrip(app) ? 1 : 0;
        }
        assertTrue(written > 700, "only " + written + " could be written");
    }

    private boolean roundTrip(Servlette app) {
        String root = any(List.of("", "/ctx", "/a%20b/c"));
        try (TestClient client = new TestClient(app).rootPath(root)) {
            String text = client.get(root + "/-url").text();
            if (text.equals("refused")) {
                return false;
            }
            Url url = Url.of(text);
            String host = url.port() < 0 ? url.host() : url.host() + ":" + url.port();
            String answer = client.get(url.path(), request -> request.header("Host", host))
                    .text();
            assertEquals(
                    "r " + values, answer, () -> text + " of " + app.router().describe());
        }
        return true;
    }
}
