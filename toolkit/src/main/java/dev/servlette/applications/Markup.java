package dev.servlette.applications;

import dev.servlette.responses.HtmlResponse;

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
        html.append(HtmlResponse.escaped(text));
        return this;
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
