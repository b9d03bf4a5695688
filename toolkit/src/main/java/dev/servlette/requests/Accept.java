package dev.servlette.requests;

import dev.servlette.datastructures.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which media types, or codings, a client accepts, and how gladly (RFC 9110, section 12.5). Parameters besides {@code q} are not looked
 * at; members that are malformed are passed over, and a header without any other is none. Immutable.
 */
public final class Accept {
    private static final int MAX_RANGES = 100;
    private static final int FULL = 1000;

    /**
     * A media range, or a coding.
     *
     * @param types {@code a/b}, {@code a/*}, {@code *}{@code /*}; {@code a} or {@code *}
     * @param quality from 0, not accepted, to 1000
     */
    private record Range(String types, int quality) {
        /** How closely it names a type: 3 by its name, 2 by its kind, 1 as anything; 0 when not at all. */
        int names(String mediaType) {
            if (types.equals("*/*") || types.equals("*")) {
                return 1;
            }
            boolean isKind = types.endsWith("/*") && mediaType.startsWith(types.substring(0, types.length() - 1));
            return types.equals(mediaType) ? 3 : isKind ? 2 : 0;
        }
    }

    private final List<Range> ranges = new ArrayList<>();
    private final boolean isOfTypes;

    private Accept(Headers headers, boolean isOfTypes) {
        this.isOfTypes = isOfTypes;
        for (String line : headers.getAll(isOfTypes ? "Accept" : "Accept-Encoding")) {
            int begin = 0;
            for (int comma = end(line, ',', 0); begin <= line.length(); comma = end(line, ',', begin)) {
                add(line.substring(begin, comma));
                begin = comma + 1;
            }
        }
    }

    /** What the lines of {@code Accept} say; without any, everything is accepted. */
    public static Accept of(Headers headers) {
        return new Accept(headers, true);
    }

    /**
     * What the lines of {@code Accept-Encoding} say of codings: {@code gzip}, {@code identity}. Of those that are not named none is accepted,
     * though a client that says nothing of {@code identity} takes it too (RFC 9110, section 12.5.3).
     */
    public static Accept encodings(Headers headers) {
        return new Accept(headers, false);
    }

    /** Where this separator is next, outside of quotes. */
    private static int end(String text, char separator, int from) {
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
            } else if (c == separator && !quoted) {
                return i;
            }
        }
        return text.length();
    }

    private void add(String member) {
        int semicolon = end(member, ';', 0);
        String range = member.substring(0, semicolon).strip().toLowerCase(Locale.ROOT);
        int slash = range.indexOf('/');
        int quality = quality(member, semicolon);
        boolean isType = slash > 0 && slash < range.length() - 1 && !range.startsWith("*/") || range.equals("*/*");
        boolean isRange = isOfTypes ? isType : !range.isEmpty();
        if (isRange && quality >= 0 && ranges.size() < MAX_RANGES) {
            ranges.add(new Range(range, quality));
        }
    }

    /** The weight among the parameters that begin here; {@code -1} when it is malformed. */
    private static int quality(String member, int from) {
        int at = from;
        while (at < member.length()) {
            int next = end(member, ';', at + 1);
            String parameter = member.substring(at + 1, next).strip();
            if (parameter.startsWith("q=") || parameter.startsWith("Q=")) {
                return weight(parameter.substring(2));
            }
            at = next;
        }
        return FULL;
    }

    private static int weight(String text) {
        boolean shaped = !text.isEmpty() && text.length() <= 5 && (text.length() == 1 || text.charAt(1) == '.');
        int weight = 0;
        for (int i = 0; i < 5 && shaped; i++) {
            char c = i < text.length() ? text.charAt(i) : '0';
            if (i != 1) {
                shaped = c >= '0' && c <= '9';
                weight = weight * 10 + c - '0';
            }
        }
        return shaped && weight <= FULL ? weight : -1;
    }

    /** How gladly this media type, written without parameters, or this coding is taken: from 0, not at all, to 1000. */
    public int quality(String mediaType) {
        return quality(best(mediaType));
    }

    private int quality(@Nullable Range best) {
        return best != null ? best.quality : isOfTypes && ranges.isEmpty() ? FULL : 0;
    }

    /** The range that names a type most closely, the gladdest of those; {@code null} when none does. */
    private @Nullable Range best(String mediaType) {
        Range best = null;
        int closest = 0;
        for (Range range : ranges) {
            int close = range.names(mediaType);
            if (close > closest || best != null && close == closest && range.quality > best.quality) {
                best = range;
                closest = close;
            }
        }
        return best;
    }

    /**
     * The index of the offered media type that is taken most gladly: among equals one that the client named over one that it
     * did not, then the one that it named first, then the one offered first. {@code -1} when none is accepted.
     */
    public int choose(List<String> offers) {
        int chosen = -1;
        int most = 0;
        for (int i = 0; i < offers.size(); i++) {
            int wish = wish(offers.get(i));
            if (wish > most) {
                most = wish;
                chosen = i;
            }
        }
        return chosen;
    }

    /** Larger for what is taken more gladly: the quality decides, then whether and how early the type itself is named. */
    private int wish(String offer) {
        Range best = best(offer);
        boolean isNamed = best != null && best.quality > 0 && best.names(offer) == 3;
        return quality(best) * FULL + (isNamed ? 2 * MAX_RANGES - ranges.indexOf(best) : 0);
    }
}
