package dev.servlette.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SizesTest {
    private static final int ANY = Integer.MAX_VALUE;
    private static final Sizes TIGHT = new Sizes(25, 5, 1, 1);

    @Test
    void aFileHasAtMost400Lines() throws IOException {
        assertKept(new Sizes(400, ANY, ANY, ANY));
    }

    @Test
    void aMethodHasAtMost60Lines() throws IOException {
        assertKept(new Sizes(ANY, 60, ANY, ANY));
    }

    @Test
    void aLambdaHasAtMostThreeLines() throws IOException {
        assertKept(new Sizes(ANY, ANY, 3, ANY));
    }

    @Test
    void anOpenMethodHasAtMostFourParameters() throws IOException {
        assertKept(new Sizes(ANY, ANY, ANY, 4));
    }

    @Test
    void eachPartThatIsTooLargeIsSeen() throws IOException {
        List<String> expected = List.of(
                "Large.java has 26 lines",
                "Large.java:3 <init> has 2 parameters",
                "Large.java:5 longer has 6 lines",
                "Large.java:6 lambda has 2 lines",
                "Large.java:15 wide has 2 parameters");
        assertEquals(expected, TIGHT.violations(large()));
    }

    @Test
    void aPartOfTheLargestSizeIsNotSeen() throws IOException {
        assertEquals(List.of(), new Sizes(26, 6, 2, 2).violations(large()));
    }

    @Test
    void theTypesThatAllMeetStaySmall() throws IOException {
        List<Source> sources = Source.ofModules();
        assertAtMost(35, "Request", sources);
        assertAtMost(20, "Response", sources);
        assertAtMost(12, "Servlette", sources);
        assertAtMost(5, "Reply", sources);
    }

    /** Not the constructor, nor the methods that are not public, nor those of a type inside. */
    @Test
    void publicMethodsAreCounted() throws IOException {
        assertEquals(1, Sizes.publicMethods(large(), "Large"));
        assertEquals(-1, Sizes.publicMethods(large(), "Wide"));
    }

    private static Source large() throws IOException {
        return Source.of("Large.java", """
                public class Large {

                    public Large(int a, int b) {}

                    Runnable longer() {
                        return () -> {
                            int a = 1;
                            int b = 2;
                        };
                    }

                    interface Wide {
                        int narrow(int a);

                        int wide(int a, int b);
                    }

                    public void small() {}

                    record Pair(int a, int b) {
                        public Pair(int a, int b) {}

                        @Override
                        public void given(int a, int b) {}
                    }
                }""");
    }

    private static void assertKept(Sizes sizes) throws IOException {
        List<Source> sources = Source.ofModules();
        List<String> found = new ArrayList<>();
        for (Source source : sources) {
            found.addAll(sizes.violations(source));
        }
        assertTrue(sources.size() > 100, sources.size() + " files");
        assertEquals(List.of(), found);
    }

    private static void assertAtMost(int limit, String type, List<Source> sources) {
        int count = -1;
        for (Source source : sources) {
            if (source.name().equals(type + ".java")) {
                count = Sizes.publicMethods(source, type);
            }
        }
        assertTrue(count >= 0, type + " was not found");
        assertTrue(count <= limit, type + " has " + count + " public methods, at most " + limit);
    }
}
