package dev.servlette.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each sentence of {@code docs/threads.md} is quoted by a test that shows it: {@code Threads:} and the sentence in quotes. */
class ThreadsPageTest {
    private static final Pattern NO_PROSE =
            Pattern.compile("^```.*?^```$|^[#|].*?$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern CLAIMS = Pattern.compile("/\\*\\* Threads:(.*?) ?\\*/");
    private static final Pattern QUOTED = Pattern.compile("\"(.*?)\"");

    private static Set<String> said() throws IOException {
        String page = Files.readString(Page.top().resolve("docs/threads.md"));
        String prose = NO_PROSE.matcher(page).replaceAll("").strip().replaceAll("\\s+", " ");
        return new TreeSet<>(List.of(prose.split("(?<=\\.) ")));
    }

    private static Set<String> shown() throws IOException {
        Set<String> shown = new TreeSet<>();
        for (Path file : tests()) {
            String source =
                    Files.readString(file).replaceAll("\\n *\\*(?!/)", " ").replaceAll("\\s+", " ");
            for (Matcher claims = CLAIMS.matcher(source); claims.find(); ) {
                QUOTED.matcher(claims.group(1)).results().forEach(quoted -> shown.add(quoted.group(1)));
            }
        }
        return shown;
    }

    private static List<Path> tests() throws IOException {
        List<Path> tests = new ArrayList<>();
        for (String module : List.of("toolkit", "src-test")) {
            try (Stream<Path> files = Files.walk(Page.top().resolve(module + "/src/test/java"))) {
                tests.addAll(
                        files.filter(file -> file.toString().endsWith(".java")).toList());
            }
        }
        return tests;
    }

    @Test
    void eachSentenceIsShownByATest() throws IOException {
        assertEquals(String.join("\n", said()), String.join("\n", shown()));
        assertTrue(said().size() > 20, said().size() + " sentences");
    }
}
