package dev.servlette.datastructures;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Dates as headers have them, to the second (RFC 9110, section 5.6.7). */
public final class HttpDate {
    private static final String DAYS = "MonTueWedThuFriSatSun";
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final long DAY_SECONDS = 86_400;
    private static final int MAX_LENGTH = 64;

    private HttpDate() {}

    /**
     * A moment as {@code Sun, 06 Nov 1994 08:49:37 GMT}; what is below a second is cut off.
     *
     * @throws IllegalArgumentException when its year has not four digits at most
     */
    public static String format(Instant moment) {
        long seconds = moment.getEpochSecond();
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(seconds, DAY_SECONDS));
        if (date.getYear() < 0 || date.getYear() > 9999) {
            throw new IllegalArgumentException(
                    "The moment " + moment
                            + " cannot be written as a date of HTTP, which has a year of four digits (RFC 9110, section 5.6.7).");
        }
        int time = (int) Math.floorMod(seconds, DAY_SECONDS);
        StringBuilder text = new StringBuilder(29);
        text.append(name(DAYS, date.getDayOfWeek().getValue())).append(", ");
        digits(text, date.getDayOfMonth()).append(' ');
        text.append(name(MONTHS, date.getMonthValue())).append(' ');
        digits(digits(text, date.getYear() / 100), date.getYear() % 100).append(' ');
        digits(text, time / 3600).append(':');
        digits(text, time / 60 % 60).append(':');
        return digits(text, time % 60).append(" GMT").toString();
    }

    private static String name(String names, int number) {
        return names.substring(3 * number - 3, 3 * number);
    }

    private static StringBuilder digits(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    /**
     * The moment that a text names in one of the three forms of HTTP, or nearly so: {@code Sun, 06 Nov 1994 08:49:37 GMT},
     * {@code Sunday, 06-Nov-94 08:49:37 GMT}, {@code Sun Nov  6 08:49:37 1994}. The name of the day is not looked at.
     *
     * @param clock where a year of two digits is counted from: it lies at most 50 years ahead
     * @return {@code null} when it is none
     */
    public static @Nullable Instant parse(String text, Clock clock) {
        return text.length() > MAX_LENGTH ? null : new Parsed(text).instant(clock);
    }

    /** The words of a date, in whatever order they come. */
    private static final class Parsed {
        private int day = -1;
        private int month = -1;
        private int year = -1;
        private int time = -1;
        private boolean hasShortYear;
        private boolean isWrong;

        Parsed(String text) {
            int begin = 0;
            for (int i = 0; i <= text.length(); i++) {
                if (i == text.length() || " \t,-".indexOf(text.charAt(i)) >= 0) {
                    word(text.substring(begin, i));
                    begin = i + 1;
                }
            }
        }

        private void word(String word) {
            if (word.indexOf(':') >= 0) {
                isWrong |= time >= 0;
                time = time(word);
            } else if (!word.isEmpty() && isDigit(word.charAt(0))) {
                number(word);
            } else if (month < 0 && word.length() == 3) {
                month = month(word);
            }
        }

        private static int month(String word) {
            for (int number = 1; number <= 12; number++) {
                if (name(MONTHS, number).equalsIgnoreCase(word)) {
                    return number;
                }
            }
            return -1;
        }

        private void number(String word) {
            if (day < 0) {
                day = number(word, 1, 2);
                isWrong |= day < 1;
            } else {
                isWrong |= year >= 0;
                hasShortYear = word.length() == 2;
                year = number(word, 2, 4);
            }
        }

        /** The number that some digits are; {@code -1} when they are too few or too many, or no digits. */
        private static int number(String word, int least, int most) {
            int number = word.length() >= least && word.length() <= most ? 0 : -1;
            for (int i = 0; i < word.length() && number >= 0; i++) {
                number = isDigit(word.charAt(i)) ? 10 * number + word.charAt(i) - '0' : -1;
            }
            return number;
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }

        private static int time(String word) {
            String[] parts = word.split(":", -1);
            if (parts.length != 3) {
                return -1;
            }
            int hour = number(parts[0], 1, 2);
            int minute = number(parts[1], 2, 2);
            int second = number(parts[2], 2, 2);
            boolean isTime = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60;
            return isTime ? 3600 * hour + 60 * minute + second : -1;
        }

        @Nullable
        Instant instant(Clock clock) {
            if (isWrong || month < 0 || year < 0 || time < 0) {
                return null;
            }
            int whole = hasShortYear ? nearest(year, clock) : year;
            LocalDate first = LocalDate.of(whole, month, 1);
            return day > first.lengthOfMonth()
                    ? null
                    : Instant.ofEpochSecond((first.toEpochDay() + day - 1) * DAY_SECONDS + time);
        }

        /** The year with these last digits that is not more than 50 years ahead. */
        private static int nearest(int digits, Clock clock) {
            int now = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).getYear();
            int year = now - now % 100 + digits + 100;
            while (year > now + 50) {
                year -= 100;
            }
            return year;
        }
    }
}
