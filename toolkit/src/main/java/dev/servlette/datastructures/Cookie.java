package dev.servlette.datastructures;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A cookie that a response sets (RFC 6265bis; Starlette: {@code response.set_cookie}). Unless told otherwise it is for the whole
 * site, not sent along with requests that other sites cause, and gone when the browser closes.
 *
 * <p>An immutable value: options return a copy.
 *
 * <pre>{@code
 * response.withCookie(Cookie.of("theme", "dark").maxAge(Duration.ofDays(30)).secure(true))
 * }</pre>
 */
public final class Cookie {
    private static final int MAX_BYTES = 4096;
    private static final int MAX_ATTRIBUTE_CHARS = 1024;
    private static final String DOMAIN = "Domain";
    private static final String PATH = "Path";
    private static final String SECURE = "Secure";
    private static final String SAME_SITE = "SameSite";
    private static final String PARTITIONED = "Partitioned";

    private final String name;
    private final String value;
    private final SortedMap<String, String> attributes;

    /** Whether a cookie comes along with requests that other sites cause. */
    public enum SameSite {
        /** Only with requests of the site itself. */
        STRICT,
        /** Also when a user follows a link to the site. */
        LAX,
        /** With all requests; the cookie must be {@link #secure}. */
        NONE,
        /** The attribute is left out, and the browser decides. */
        UNSET
    }

    private Cookie(String name, String value, SortedMap<String, String> attributes) {
        this.name = name;
        this.value = value;
        this.attributes = attributes;
    }

    /**
     * A cookie with {@code Path=/} and {@code SameSite=lax}. A value that could not be sent as it is, is quoted, so any text will
     * do: {@code request.cookies()} reads it back.
     *
     * @throws IllegalArgumentException when the name is no token, or name and value have more than the 4096 bytes that
     *     browsers keep
     */
    public static Cookie of(String name, String value) {
        if (!Headers.isToken(name)) {
            throw new IllegalArgumentException("Cookie \"" + Headers.printable(name)
                    + "\" has a name that is no token (RFC 6265, section 4.1.1). Use letters, digits and hyphens.");
        }
        String quoted = CookieValue.quoted(value);
        if (name.length() + quoted.length() > MAX_BYTES) {
            throw new IllegalArgumentException("Cookie \"" + name + "\" has " + (name.length() + quoted.length())
                    + " bytes of name and value. Browsers drop one of more than " + MAX_BYTES
                    + " (RFC 6265bis, section 5.7); keep the data on the server.");
        }
        SortedMap<String, String> attributes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        attributes.put(PATH, "/");
        attributes.put(SAME_SITE, "lax");
        return new Cookie(name, quoted, attributes);
    }

    /** How long the browser keeps it, in whole seconds; some keep none longer than 400 days. */
    public Cookie maxAge(Duration age) {
        if (age.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("The age " + age + " was given to cookie \"" + name
                    + "\". A cookie is kept for a second or more; deleted() has it forgotten, and one without an age"
                    + " is kept until the browser closes.");
        }
        return with("Max-Age", String.valueOf(age.toSeconds()));
    }

    /** Until when the browser keeps it, to the second; {@link #maxAge} wins, and needs no right clock there. */
    public Cookie expires(Instant end) {
        return with("expires", HttpDate.format(end));
    }

    /** Below which path it is sent; {@code ""} leaves it to the browser, which takes the directory of the request. */
    public Cookie path(String path) {
        if (!path.isEmpty() && !path.startsWith("/")) {
            throw new IllegalArgumentException("The path \"" + path + "\" was given to cookie \"" + name
                    + "\". It starts with a slash, or is \"\" for the directory of the request.");
        }
        return path.isEmpty() ? without(PATH) : with(PATH, checked("path", path));
    }

    /** To which host it is sent, and to all below it. Without this: to the host that set it, and no other. */
    public Cookie domain(String domain) {
        if (domain.isEmpty() || domain.indexOf(' ') >= 0) {
            throw new IllegalArgumentException("The domain \"" + domain + "\" was given to cookie \"" + name
                    + "\". It is the name of a host; leave it out for the host that sets the cookie.");
        }
        return with(DOMAIN, checked("domain", domain));
    }

    /** Whether it is sent over HTTPS only. */
    public Cookie secure(boolean isSecure) {
        return flag(SECURE, isSecure);
    }

    /** Whether scripts in the page cannot see it. */
    public Cookie httpOnly(boolean isHttpOnly) {
        return flag("HttpOnly", isHttpOnly);
    }

    /** Whether it comes along with requests that other sites cause; {@link SameSite#LAX} unless told. */
    public Cookie sameSite(SameSite policy) {
        return policy == SameSite.UNSET
                ? without(SAME_SITE)
                : with(SAME_SITE, policy.name().toLowerCase(Locale.ROOT));
    }

    /** Whether, inside a page of another site, it is kept apart for each such site; it must be {@link #secure}. */
    public Cookie partitioned(boolean isPartitioned) {
        return flag(PARTITIONED, isPartitioned);
    }

    /** Without a value, and expired: has the browser forget the cookie of this name, path and domain. */
    public Cookie deleted() {
        Cookie empty = new Cookie(name, CookieValue.quoted(""), attributes);
        return empty.expires(Instant.EPOCH).with("Max-Age", "0");
    }

    private Cookie flag(String attribute, boolean isSet) {
        return isSet ? with(attribute, "") : without(attribute);
    }

    private Cookie with(String attribute, String text) {
        SortedMap<String, String> more = new TreeMap<>(attributes);
        more.put(attribute, text);
        return new Cookie(name, value, more);
    }

    private Cookie without(String attribute) {
        SortedMap<String, String> less = new TreeMap<>(attributes);
        less.remove(attribute);
        return new Cookie(name, value, less);
    }

    /** Anything else would end the attribute, or be read in several ways. */
    private String checked(String what, String text) {
        boolean allowed = text.length() <= MAX_ATTRIBUTE_CHARS;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            allowed &= c >= ' ' && c < 0x7F && c != ';';
        }
        if (!allowed) {
            throw new IllegalArgumentException("The " + what + " \"" + Headers.printable(text)
                    + "\" was given to cookie \"" + name + "\". It is ASCII without control characters and semicolons, "
                    + MAX_ATTRIBUTE_CHARS + " characters at most (RFC 6265bis, section 5.6).");
        }
        return text;
    }

    /** The name. */
    public String name() {
        return name;
    }

    /**
     * The value of {@code Set-Cookie}.
     *
     * @throws IllegalArgumentException when browsers would drop the cookie, as its attributes are not what its name, or one of
     *     them, demands (RFC 6265bis, sections 4.1.2 and 4.1.3)
     */
    public String headerValue() {
        boolean isSecure = attributes.containsKey(SECURE);
        String lowered = name.toLowerCase(Locale.ROOT);
        demand(isSecure || !"none".equals(attributes.get(SAME_SITE)), "is SameSite=none", "secure(true)");
        demand(isSecure || !attributes.containsKey(PARTITIONED), "is partitioned", "secure(true)");
        demand(isSecure || !lowered.startsWith("__secure-"), "has the prefix __Secure-", "secure(true)");
        boolean isForHost = isSecure && "/".equals(attributes.get(PATH)) && !attributes.containsKey(DOMAIN);
        demand(
                isForHost || !lowered.startsWith("__host-"),
                "has the prefix __Host-",
                "secure(true), the path \"/\" and no domain");
        return toString();
    }

    private void demand(boolean holds, String what, String demanded) {
        if (!holds) {
            throw new IllegalArgumentException("Cookie \"" + name + "\" " + what + ", which demands " + demanded
                    + "; browsers drop it (RFC 6265bis, section 5.7).");
        }
    }

    /** What {@link #headerValue} says, unchecked. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name).append('=').append(value);
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            text.append("; ").append(attribute.getKey());
            if (!attribute.getValue().isEmpty()) {
                text.append('=').append(attribute.getValue());
            }
        }
        return text.toString();
    }
}
