package dev.servlette.convertors;

import java.util.UUID;

/** {@code uuid}: 32 hexadecimal digits in either case, with dashes in their places or without any (RFC 9562). */
final class UuidConvertor implements Convertor<UUID> {
    private static final int PLAIN = 32;
    private static final int DASHED = 36;

    @Override
    public boolean matches(String text) {
        boolean dashed = text.length() == DASHED;
        if (!dashed && text.length() != PLAIN) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            boolean dash = dashed && (i == 8 || i == 13 || i == 18 || i == 23);
            char c = text.charAt(i);
            if (dash ? c != '-' : c > 'f' || Character.digit(c, 16) < 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public UUID convert(String text) {
        String plain = text.replace("-", "");
        return new UUID(Long.parseUnsignedLong(plain, 0, 16, 16), Long.parseUnsignedLong(plain, 16, PLAIN, 16));
    }

    @Override
    public String toString(UUID value) {
        return value.toString();
    }

    @Override
    public Class<UUID> type() {
        return UUID.class;
    }
}
