package dev.servlette.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param file where it lies
 * @param text what it says
 */
record Page(Path file, String text) {
    private static final Pattern FENCE = Pattern.compile("^```java\\R(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern SHELL = Pattern.compile("^```shell\\R(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)\\)");

    /** The top of the checkout, which is the directory above this module. */
    static Path top() {
        return Path.of("").toAbsolutePath().getParent();
    }

    static List<Page> all() throws IOException {
        List<Page> pages = new ArrayList<>();
        for (String name : List.of("README.md", "CHANGELOG.md", "CONTRIBUTING.md")) {
            pages.add(read(top().resolve(name)));
        }
        try (Stream<Path> files = Files.walk(top().resolve("docs"))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".md")).sorted().toList()) {
                pages.add(read(file));
            }
        }
        return pages;
    }

    private static Page read(Path file) throws IOException {
        return new Page(file, Files.readString(file));
    }

    /** The Java programs on the page. */
    List<String> programs() {
        return found(FENCE);
    }

    /** The commands on the page. */
    List<String> commands() {
        return found(SHELL);
    }

    /** The links to other files. */
    List<String> links() {
        return found(LINK).stream().filter(link -> !link.contains("://")).toList();
    }

    private List<String> found(Pattern pattern) {
        List<String> found = new ArrayList<>();
        for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
            found.add(matcher.group(1));
        }
        return found;
    }

    @Override
    public String toString() {
        return top().relativize(file).toString();
    }
}
