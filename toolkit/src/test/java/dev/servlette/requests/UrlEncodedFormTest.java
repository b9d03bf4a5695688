package dev.servlette.requests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.datastructures.FormData;
import dev.servlette.datastructures.QueryParams;
import dev.servlette.exceptions.HttpException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlEncodedFormTest {
    private static final String TYPE = "application/x-www-form-urlencoded";

    private static void assertRefused(int status, String detail, String body, FormLimits limits) {
        Request request = FormExchange.urlEncoded(body);
        HttpException e = assertThrows(HttpException.class, () -> request.form(limits));
        assertEquals(status + ": " + detail, e.getMessage());
    }

    /** FM2. */
    @Test
    void namesAndValuesAreDecoded() {
        FormData form = FormExchange.urlEncoded("a+b=%C3%BC+%26&b&b=&=z&&a+b=1=2&%zz=\u00c3\u00bc")
                .form();
        assertEquals(
                List.of(
                        Map.entry("a b", "\u00fc &"),
                        Map.entry("b", ""),
                        Map.entry("b", ""),
                        Map.entry("", "z"),
                        Map.entry("a b", "1=2"),
                        Map.entry("%zz", "\u00fc")),
                form.entries());
    }

    /** FM1, case of the media type and its parameters included. */
    @ParameterizedTest
    @ValueSource(strings = {TYPE, "Application/X-WWW-Form-Urlencoded", TYPE + "; charset=UTF-8"})
    void theMediaTypeSaysThatItIsAForm(String type) {
        assertEquals(
                "1", FormExchange.request(FormExchange.of(type, "a=1")).form().get("a"));
    }

    /** FM1. */
    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json", "multipart/mixed; boundary=b", ""})
    void ofAnotherMediaTypeItIsEmpty(String type) {
        assertSame(
                FormData.empty(),
                FormExchange.request(FormExchange.of(type, "a=1")).form());
        assertSame(
                FormData.empty(),
                FormExchange.request(new RecordingExchange("POST", "/")).form());
    }

    /** FM3. */
    @Test
    void eachLimitHoldsAndNotEarlier() {
        FormLimits limits = new FormLimits().maxFields(2).maxFieldBytes(4).maxTextBytes(9);
        assertEquals(
                2, FormExchange.urlEncoded("ab=cd&e=f").form(limits).entries().size());
        assertEquals(
                2,
                FormExchange.urlEncoded("&&&ab=cd&&efgh").form(limits).entries().size());
        assertEquals(
                "b==",
                FormExchange.urlEncoded("a=b==").form(limits.maxFieldBytes(4)).get("a"));
        assertRefused(413, "Too many fields. Maximum number of fields is 2.", "a&b&c", limits);
        assertRefused(413, "Field exceeded maximum size of 4 bytes.", "ab=cde", limits);
        assertRefused(413, "Field exceeded maximum size of 4 bytes.", "abcde", limits);
        assertRefused(413, "Text of the form exceeded maximum size of 9 bytes.", "ab=cd&ab=cd", limits);
    }

    /** FM3. */
    @Test
    void theUsualLimitsHold() {
        assertRefused(413, "Too many fields. Maximum number of fields is 1000.", "a=1&".repeat(1001), new FormLimits());
        assertRefused(413, "Field exceeded maximum size of 1024KB.", "a=" + "x".repeat(1 << 20), new FormLimits());
        assertEquals(
                (1 << 20) - 1,
                FormExchange.urlEncoded("a=" + "x".repeat((1 << 20) - 1))
                        .form()
                        .get("a", "")
                        .length());
    }

    /** FM3: a limit holds inside of what was read at once, and nothing more is asked for. */
    @Test
    void nothingIsReadBehindALimit() {
        InputStream endless = new InputStream() {
            private int reads;

            @Override
            public int read() {
                reads++;
                assertTrue(reads < 20_000, "read on");
                return 'x';
            }
        };
        Request request = FormExchange.request(FormExchange.of(TYPE, endless));
        assertThrows(HttpException.class, () -> request.form(new FormLimits().maxFieldBytes(100)));
    }

    @Test
    void aBodyOfOneByteAtATimeIsTheSame() {
        InputStream slow = new ByteArrayInputStream("a=1&b=2".getBytes(UTF_8)) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, 1));
            }
        };
        assertEquals(
                "2", FormExchange.request(FormExchange.of(TYPE, slow)).form().get("b"));
    }

    /** FM2: whatever is sent, it is what a query of the same bytes is. */
    @Test
    void anyBodyIsReadAsAQuery() {
        Random random = new Random(5);
        for (int i = 0; i < 3000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] = (byte) "&=%+a4Fz\u00c3\u00bc\u00ff\r\n\0".charAt(random.nextInt(14));
            }
            List<Map.Entry<String, String>> query =
                    QueryParams.parse(new String(bytes, UTF_8)).entries();
            assertEquals(
                    query,
                    FormExchange.urlEncoded(new String(bytes, ISO_8859_1))
                            .form()
                            .entries());
        }
    }
}
