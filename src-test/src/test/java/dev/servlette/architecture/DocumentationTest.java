package dev.servlette.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DocumentationTest {
    private static final String BARE = """
            public class Bare {
                public static final int FIELD = 1;
                protected void method() {}
                public interface Inner {
                    int implicit();
                }
                public enum Kind { ONE }
                /** Gets the name. */
                public String name() { return ""; }
            }
            """;

    private static final String PAIR = """
            /**
             * A pair.
             *
             * @param first one
             */
            public record Pair(int first, int second) {
                static final int CONSTANT = 1;
                public Pair {}
                /** Has a comment. */
                public Pair(int first) { this(first, 2); }
                public Pair() { this(1, 2); }
            }
            """;

    private static final String HIDDEN = """
            class Hidden {
                public int field;
                public void method() {}
                public interface Inner {}
            }
            """;

    private static final String SAID = """
            /** Is documented. */
            public final class Said {
                private Said() {}
                private int field;
                @Override public String toString() { return ""; }
                void hidden() { int local = 1; }
            }
            """;

    @Test
    void allThatUsersSeeIsDocumented() throws IOException {
        List<Source> sources = Source.ofModules();
        List<String> found = new ArrayList<>();
        for (Source source : sources) {
            found.addAll(Documentation.violations(source));
        }
        assertTrue(sources.size() > 100, sources.size() + " files");
        assertEquals(List.of(), found);
    }

    @Test
    void eachPackageIsDocumentedAndNullMarked() throws IOException {
        assertEquals(Set.of(), Documentation.barePackages(Source.ofModules()));
    }

    @Test
    void aBarePackageIsSeen() throws IOException {
        List<Source> sources = List.of(
                Source.of("package-info.java", "/** Good. */ @NullMarked package good;"),
                Source.of("package-info.java", "/** Is not marked. */ package unmarked;"),
                Source.of("package-info.java", "@NullMarked package unsaid;"),
                Source.of("A.java", "package good; class A {}"),
                Source.of("B.java", "package bare; class B {}"));
        assertEquals(Set.of("bare", "unmarked", "unsaid"), Documentation.barePackages(sources));
    }

    @Test
    void eachMissingCommentIsSeen() throws IOException {
        Source source = Source.of("Bare.java", BARE);
        List<String> expected = List.of(
                "Bare.java:1 Bare has no comment",
                "Bare.java:1 Bare has a public constructor that is not written",
                "Bare.java:2 FIELD has no comment",
                "Bare.java:3 method has no comment",
                "Bare.java:4 Inner has no comment",
                "Bare.java:5 implicit has no comment",
                "Bare.java:7 Kind has no comment",
                "Bare.java:7 ONE has no comment",
                "Bare.java:9 name begins with \"Gets\"");
        assertEquals(expected, Documentation.violations(source));
    }

    @Test
    void eachMissingComponentOfARecordIsSeen() throws IOException {
        Source source = Source.of("Pair.java", PAIR);
        List<String> expected = List.of("Pair.java:6 Pair has no @param second", "Pair.java:11 <init> has no comment");
        assertEquals(expected, Documentation.violations(source));
    }

    @Test
    void whatUsersDoNotSeeNeedsNoComment() throws IOException {
        Source source = Source.of("Hidden.java", HIDDEN);
        assertEquals(List.of(), Documentation.violations(source));
    }

    @Test
    void whatIsSaidElsewhereNeedsNoComment() throws IOException {
        Source source = Source.of("Said.java", SAID);
        assertEquals(List.of(), Documentation.violations(source));
    }
}
