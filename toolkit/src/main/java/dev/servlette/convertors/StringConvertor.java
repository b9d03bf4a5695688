package dev.servlette.convertors;

/** {@code str}: one segment that is not empty. {@code path}: all that is left, its slashes too. */
final class StringConvertor implements Convertor<String> {
    private final boolean isPath;

    StringConvertor(boolean isPath) {
        this.isPath = isPath;
    }

    @Override
    public boolean matches(String text) {
        return isPath || !text.isEmpty();
    }

    @Override
    public String convert(String text) {
        return text;
    }

    @Override
    public String toString(String value) {
        if (!isPath && (value.isEmpty() || value.indexOf('/') >= 0)) {
            throw new IllegalArgumentException(
                    "\"" + value + "\" was given for a parameter of kind str. It takes text that is"
                            + " not empty and has no slash; use {name:path} for text with slashes.");
        }
        return value;
    }

    @Override
    public Class<String> type() {
        return String.class;
    }

    @Override
    public boolean spansSegments() {
        return isPath;
    }
}
