package dev.servlette.applications;

/** HTML as it is written, with two ways in: what this toolkit says, and everything else, which is escaped. */
final class Markup {
    private final StringBuilder html = new StringBuilder();

    /** Tags, from this toolkit's own constants only. */
    Markup tags(String constant) {
        html.append(constant);
        return this;
    }

    /** Text, whatever is in it; it may stand between tags and between the quotes of an attribute. */
    Markup text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(c);
            }
        }
        return this;
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
