package dev.servlette.servlet;

import dev.servlette.datastructures.Headers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Headers from a container and to it. */
final class ServletHeaders {
    private ServletHeaders() {}

    /** Those of a request; all lines of a name together. */
    static Headers received(HttpServletRequest request) {
        List<String> lines = new ArrayList<>();
        for (Enumeration<String> names = request.getHeaderNames(); names.hasMoreElements(); ) {
            String name = names.nextElement();
            for (Enumeration<String> values = request.getHeaders(name); values.hasMoreElements(); ) {
                lines.add(name);
                lines.add(values.nextElement());
            }
        }
        return Headers.received(lines.toArray(new String[0]));
    }

    /** The first line of a name replaces what the container has; what filters before us add to cookies and Vary stays. */
    static void putAll(Headers answer, HttpServletResponse response) {
        for (int i = 0; i < answer.size(); i++) {
            String name = answer.name(i);
            if (isFirst(answer, i) && !name.equalsIgnoreCase("Set-Cookie") && !name.equalsIgnoreCase("Vary")) {
                response.setHeader(name, answer.value(i));
            } else {
                response.addHeader(name, answer.value(i));
            }
        }
    }

    private static boolean isFirst(Headers answer, int line) {
        String name = answer.name(line);
        for (int i = 0; i < line; i++) {
            if (name.equalsIgnoreCase(answer.name(i))) {
                return false;
            }
        }
        return true;
    }

    /** As a container wants its trailers. */
    static Map<String, String> map(Headers fields) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            map.put(fields.name(i), fields.value(i));
        }
        return map;
    }
}
