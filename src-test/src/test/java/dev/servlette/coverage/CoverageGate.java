package dev.servlette.coverage;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.IClassCoverage;
import org.jacoco.core.analysis.ICounter;
import org.jacoco.core.analysis.ILine;
import org.jacoco.core.tools.ExecFileLoader;

/**
 * Every line and every branch of toolkit and launcher has been run by some test on some host. Run by the build after all
 * tests, with the target directories of the modules; their files {@code jacoco.exec} say what ran.
 */
final class CoverageGate {
    private static final int CLASSES = 150;

    /** How many lines of a class at most no test can be seen to run, with the reason. */
    private static final Map<String, Integer> EXCEPTIONS = Map.of(
            "dev/servlette/concurrency/VirtualThreads", 10, // what JDK 21 has
            "dev/servlette/jetty/Command", 2); // main, which ends the process

    private CoverageGate() {}

    public static void main(String[] targets) throws IOException {
        CoverageBuilder coverage = analyzed(targets);
        List<String> missed = new ArrayList<>();
        for (IClassCoverage type : coverage.getClasses()) {
            missed.addAll(missed(type));
        }
        int classes = coverage.getClasses().size();
        System.out.println("Coverage: " + classes + " classes, " + missed.size() + " lines not run as a whole.");
        missed.forEach(System.out::println);
        if (!missed.isEmpty() || classes < CLASSES) {
            throw new IllegalStateException("Coverage is not whole: " + missed.size() + " lines of " + classes
                    + " classes are not run as a whole, and at least " + CLASSES + " classes must be seen.");
        }
    }

    private static CoverageBuilder analyzed(String... targets) throws IOException {
        ExecFileLoader runs = new ExecFileLoader();
        for (String target : targets) {
            runs.load(new File(target, "jacoco.exec"));
        }
        CoverageBuilder coverage = new CoverageBuilder();
        Analyzer analyzer = new Analyzer(runs.getExecutionDataStore(), coverage);
        for (String target : targets) {
            File classes = new File(target, "classes");
            if (classes.isDirectory()) {
                analyzer.analyzeAll(classes);
            }
        }
        return coverage;
    }

    /** The lines of a class that were not run, or of which a branch was not taken. */
    private static List<String> missed(IClassCoverage type) {
        List<String> missed = new ArrayList<>();
        for (int number = type.getFirstLine(); number <= type.getLastLine(); number++) {
            ILine line = type.getLine(number);
            int status = line.getStatus();
            if (status == ICounter.NOT_COVERED || status == ICounter.PARTLY_COVERED) {
                missed.add(type.getName().replace('/', '.') + ":" + number);
            }
        }
        return missed.size() <= EXCEPTIONS.getOrDefault(type.getName(), 0) ? List.of() : missed;
    }
}
