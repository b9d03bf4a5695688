package dev.servlette.convertors;

/** {@code int}: digits, up to {@link Long#MAX_VALUE}; what is larger does not match. */
final class LongConvertor implements Convertor<Long> {
    @Override
    public boolean matches(String text) {
        return !text.isEmpty() && value(text) >= 0;
    }

    /** The value, {@code -1} when the text has something else than digits or is too large. */
    private static long value(String text) {
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || value > (Long.MAX_VALUE - digit) / 10) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    @Override
    public Long convert(String text) {
        return value(text);
    }

    @Override
    public String toString(Long value) {
        if (value < 0) {
            throw new IllegalArgumentException(
                    value + " was given for a parameter of kind int. It takes numbers from 0 on; use"
                            + " {name} for a text with a sign.");
        }
        return value.toString();
    }

    @Override
    public Class<Long> type() {
        return Long.class;
    }
}
