package dev.servlette.routing;

import java.util.ArrayList;
import java.util.List;

/** The routes of a router as a table of text, mounts opened, in the order they are tried. */
final class RouteListing {
    private static final int COLUMNS = 4;

    private final List<String[]> rows = new ArrayList<>();

    private RouteListing() {}

    static String of(RouteTable table) {
        RouteListing listing = new RouteListing();
        listing.add(table, "", "");
        return listing.text();
    }

    private void add(RouteTable table, String path, String name) {
        List<String> shadows = Shadows.of(table);
        List<RouteTable.Entry> entries = table.entries();
        for (int i = 0; i < entries.size(); i++) {
            add(entries.get(i), path, name, shadows.get(i).isEmpty() ? "" : ", never reached");
        }
    }

    private void add(RouteTable.Entry entry, String outerPath, String outerName, String note) {
        BaseRoute declared = entry.declared();
        boolean isHost = declared instanceof Host; // stands before the path, wherever it is declared
        String path = isHost ? declared.path() + outerPath : outerPath + declared.path();
        String name = outerName + declared.name();
        String place = entry.pattern().template().place() + note;
        BoundRouter inner = entry.inner() == null ? null : entry.inner().router();
        if (inner != null) {
            add(inner.table(), path, declared.name().isEmpty() ? outerName : name + ":");
        } else if (declared instanceof Route route) {
            rows.add(new String[] {methods(route), path, declared.name().isEmpty() ? "" : name, place});
        } else if (declared instanceof WebSocketRoute) {
            rows.add(new String[] {RouteTable.SOCKET, path, declared.name().isEmpty() ? "" : name, place});
        } else {
            rows.add(new String[] {"*", path + "/...", declared.name().isEmpty() ? "" : name, place});
        }
    }

    private static String methods(Route route) {
        return route.methods().isEmpty() ? "*" : String.join(", ", route.methods());
    }

    private String text() {
        int[] widths = new int[COLUMNS];
        for (String[] row : rows) {
            for (int i = 0; i < COLUMNS; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < COLUMNS; i++) {
                line.append(row[i])
                        .append(" ".repeat(widths[i] - row[i].length()))
                        .append("  ");
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
