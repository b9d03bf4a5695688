package dev.servlette.concurrency;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the toolkit logs until this is closed, a line each: level, message, and the failure if there is one. */
public final class LoggedLines extends Handler implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger("dev.servlette");

    private final List<String> lines = new CopyOnWriteArrayList<>();

    /** Begins to listen. */
    public LoggedLines() {
        LOG.addHandler(this);
        LOG.setUseParentHandlers(false);
    }

    /** What was logged so far. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord entry) {
        String thrown = entry.getThrown() == null ? "" : " " + entry.getThrown();
        lines.add(entry.getLevel() + " " + entry.getMessage() + thrown);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LOG.removeHandler(this);
        LOG.setUseParentHandlers(true);
    }
}
