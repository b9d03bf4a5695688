package dev.servlette.routing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.convertors.Convertors;
import dev.servlette.datastructures.UrlPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The tree finds what trying the routes in the order of their declaration finds. */
class RouteTreeTest {
    private static final List<String> SEGMENTS = List.of(
            "a", "b", "", "{x}", "{x:int}", "{x:float}", "{x:uuid}", "a{x}", "{x}.b", "{x:int}-{y}", "{x:path}");
    private static final List<String> PIECES = List.of(
            "a", "b", "", "1", "2.5", "ab", "a.b", "1-a", "ec38df32ceda4cfa9b4a1aeb94ad551a", "99999999999999999999");
    private static final List<List<String>> METHODS =
            List.of(List.of("GET", "HEAD"), List.of("POST"), List.of("PUT", "PATCH"), List.of());

    private record Entry(PathPattern pattern, List<String> methods) {}

    /** A table of routes and mounts, without those that cannot stand together. */
    private static List<Entry> table(Random random) {
        List<Entry> table = new ArrayList<>();
        Set<String> shapes = new HashSet<>();
        for (int size = 1 + random.nextInt(12); size > 0; size--) {
            boolean isMount = random.nextInt(5) == 0;
            String path = path(random, isMount);
            List<String> methods = isMount ? List.of() : METHODS.get(random.nextInt(METHODS.size()));
            if (isMount || shapes.add(path)) {
                PathTemplate template = PathTemplate.parse(isMount ? "Mount" : "Route", path);
                table.add(new Entry(new PathPattern(template, isMount, Convertors.standard()), methods));
            }
        }
        return table;
    }

    private static String path(Random random, boolean isMount) {
        StringBuilder path = new StringBuilder();
        boolean spans = isMount;
        for (int length = random.nextInt(4); length > 0; length--) {
            int kind = random.nextInt(spans ? SEGMENTS.size() - 1 : SEGMENTS.size());
            spans |= kind == SEGMENTS.size() - 1;
            String unique = SEGMENTS.get(kind).replace("{x", "{x" + length).replace("{y", "{y" + length);
            path.append('/').append(unique);
        }
        return path.toString();
    }

    private static UrlPath request(Random random) {
        StringBuilder path = new StringBuilder();
        for (int length = 1 + random.nextInt(4); length > 0; length--) {
            path.append('/').append(PIECES.get(random.nextInt(PIECES.size())));
        }
        UrlPath parsed = UrlPath.parse(path.toString());
        return random.nextInt(10) == 0 ? parsed.from(parsed.size()) : parsed;
    }

    private static RouteTree tree(List<Entry> table) {
        RouteTree tree = new RouteTree();
        for (int i = 0; i < table.size(); i++) {
            tree.add(i, table.get(i).pattern, table.get(i).methods, table.get(i).methods);
        }
        return tree;
    }

    private static int linear(List<Entry> table, UrlPath path, String method) {
        for (int i = 0; i < table.size(); i++) {
            List<String> methods = table.get(i).methods;
            if ((methods.isEmpty() || methods.contains(method))
                    && table.get(i).pattern.match(path) != null) {
                return i;
            }
        }
        return RouteTree.NONE;
    }

    /** RT1. */
    @Test
    void theTreeFindsTheFirstDeclaredRouteThatMatches() {
        Random random = new Random(1);
        int found = 0;
        for (int i = 0; i < 4000; i++) {
            List<Entry> table = table(random);
            RouteTree tree = tree(table);
            for (int j = 0; j < 25; j++) {
                UrlPath path = request(random);
                String method = List.of("GET", "POST", "PUT", "DELETE").get(random.nextInt(4));
                int expected = linear(table, path, method);
                assertEquals(
                        expected,
                        RouteTree.found(tree.lookUp(path, method)),
                        () -> method + " " + path + " in " + table);
                found += expected == RouteTree.NONE ? 0 : 1;
            }
        }
        assertTrue(found > 20_000, "only " + found + " look-ups found a route");
    }

    /** RT4, and behaviour 5, 2: the methods of all routes with that path. */
    @Test
    void allowedIsTheUnionOfTheMethodsOfAllRoutesThatMatch() {
        Random random = new Random(2);
        for (int i = 0; i < 4000; i++) {
            List<Entry> table = table(random);
            UrlPath path = request(random);
            Set<String> expected = new TreeSet<>();
            for (Entry entry : table) {
                if (!entry.pattern.isPrefix() && entry.pattern.match(path) != null) {
                    expected.addAll(entry.methods);
                }
            }
            Set<String> allowed = new LinkedHashSet<>();
            tree(table).allowed(path, allowed);
            assertEquals(expected, new TreeSet<>(allowed), () -> path + " in " + table);
        }
    }

    /** Behaviour 6, 19: literals are looked up, not tried. */
    @Test
    void moreRoutesOfOneShapeCostNoMoreVisits() {
        for (String path : List.of("/r7/items/5", "/r7/items/x", "/r7", "/nope")) {
            assertEquals(visits(10, path), visits(10_000, path), path);
        }
        assertEquals(4, visits(10_000, "/r7/items/5"));
    }

    private static int visits(int routes, String path) {
        RouteTree tree = new RouteTree();
        for (int i = 0; i < routes; i++) {
            PathTemplate template = PathTemplate.parse("Route", "/r" + i + "/items/{id:int}");
            tree.add(i, new PathPattern(template, false, Convertors.standard()), List.of("GET"), List.of());
        }
        return RouteTree.visits(tree.lookUp(UrlPath.parse(path), "GET"));
    }

    @Test
    void aLaterBranchIsNotEnteredWhenAnEarlierRouteWasFound() {
        RouteTree tree = new RouteTree();
        List<String> paths = List.of("/a/b", "/{x}/b", "/{y:int}/b");
        for (int i = 0; i < paths.size(); i++) {
            PathTemplate template = PathTemplate.parse("Route", paths.get(i));
            tree.add(i, new PathPattern(template, false, Convertors.standard()), List.of(), List.of());
        }
        assertEquals(3, RouteTree.visits(tree.lookUp(UrlPath.parse("/a/b"), "GET")));
    }

    /** RT8: text beside parameters; as a regular expression, a parameter takes as much as it can. */
    @Test
    void mixedSegmentsGiveTheirParameters() {
        assertArrayEquals(new String[] {"5"}, match("/x({p:int})", "/x(5)"));
        assertArrayEquals(new String[] {"ada"}, match("/{u}:disable", "/ada:disable"));
        assertArrayEquals(new String[] {"x-y", "z"}, match("/{a}-{b}", "/x-y-z"));
        assertArrayEquals(new String[] {"1", "2"}, match("/{a:int}{b:int}", "/12"));
        assertEquals(null, match("/x({p:int})", "/x(a)"));
        assertEquals(null, match("/{a}-{b}", "/x-"));
    }

    /** CV5: a path parameter may stand before other segments. */
    @Test
    void aSpanningParameterTakesAsMuchAsItCan() {
        assertArrayEquals(new String[] {"a/b/edit"}, match("/{p:path}/edit", "/a/b/edit/edit"));
        assertArrayEquals(new String[] {""}, match("/p/{p:path}", "/p/"));
        assertEquals(null, match("/p/{p:path}", "/p"));
        assertEquals(null, match("/{p:path}/edit", "/edit"));
    }

    /** CV6. */
    @Test
    void anAppsOwnConvertorMayRefuseWhatItSpans() {
        Convertors own =
                Convertors.standard().with("numbers", new OwnConvertor<>(String.class, "[0-9/]+", text -> text, true));
        PathPattern pattern = new PathPattern(PathTemplate.parse("Route", "/{n:numbers}/{x}"), false, own);
        RouteTree tree = new RouteTree();
        tree.add(0, pattern, List.of("GET"), List.of("GET"));
        assertArrayEquals(new String[] {"1/2", "a"}, pattern.match(UrlPath.parse("/1/2/a")));
        assertEquals(null, pattern.match(UrlPath.parse("/1/b/a")));
        assertEquals(0, RouteTree.found(tree.lookUp(UrlPath.parse("/1/2/a"), "GET")));
        assertEquals(RouteTree.NONE, RouteTree.found(tree.lookUp(UrlPath.parse("/b/a"), "GET")));
        Set<String> allowed = new LinkedHashSet<>();
        tree.allowed(UrlPath.parse("/b/a"), allowed);
        assertEquals(Set.of(), allowed);
        tree.allowed(UrlPath.parse("/1/a"), allowed);
        assertEquals(Set.of("GET"), allowed);
    }

    @Test
    void aLongTextIsNotDivided() {
        assertEquals(null, match("/{a}-{b}", "/" + "-".repeat(300)));
    }

    private static String[] match(String template, String path) {
        return new PathPattern(PathTemplate.parse("Route", template), false, Convertors.standard())
                .match(UrlPath.parse(path));
    }
}
