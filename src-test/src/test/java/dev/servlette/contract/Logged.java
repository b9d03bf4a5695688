package dev.servlette.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the toolkit logs while this is open. */
final class Logged extends Handler implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger("dev.servlette"); // kept, or its handlers are forgotten

    private final List<LogRecord> records = Collections.synchronizedList(new ArrayList<>());

    Logged() {
        LOGGER.addHandler(this);
    }

    /** What it says to those who look closely too. */
    static Logged closely() {
        LOGGER.setLevel(Level.FINE);
        return new Logged();
    }

    /** A line for each record, with its level first; marked when it has a trace. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (LogRecord line : List.copyOf(records)) {
            lines.add(line.getLevel() + " " + line.getMessage() + (line.getThrown() == null ? "" : " [trace]"));
        }
        return lines;
    }

    @Override
    public void publish(LogRecord line) {
        records.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LOGGER.removeHandler(this);
        LOGGER.setLevel(null); // as that of all
    }
}
