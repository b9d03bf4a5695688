package dev.servlette.convertors;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** {@code float}: digits, and a fraction after a point if there is one. */
final class DoubleConvertor implements Convertor<Double> {
    private static final int DECIMALS = 20; // as Starlette writes them
    private static final int WHOLE_DIGITS =
            308; // more may be larger than Double.MAX_VALUE, and infinity is no value here

    @Override
    public boolean matches(String text) {
        int whole = digits(text, 0);
        if (whole > WHOLE_DIGITS) {
            return false;
        }
        if (whole == 0 || whole == text.length()) {
            return whole > 0;
        }
        return text.charAt(whole) == '.' && whole + 1 < text.length() && digits(text, whole + 1) == text.length();
    }

    /** Where the digits end that start here. */
    private static int digits(String text, int start) {
        int at = start;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    @Override
    public Double convert(String text) {
        return Double.valueOf(text);
    }

    @Override
    public String toString(Double value) {
        if (value.isNaN() || value.isInfinite() || value < 0) {
            throw new IllegalArgumentException(
                    value + " was given for a parameter of kind float. It takes finite numbers from 0"
                            + " on; use {name} for other text.");
        }
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    @Override
    public Class<Double> type() {
        return Double.class;
    }
}
