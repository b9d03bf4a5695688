package dev.servlette.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderParameterTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "form-data; name=a|a",
                "form-data; name=\"a\"|a",
                "form-data;NAME = \"a b\" ; x=y|a b",
                "form-data; name=\"\"|''",
                "form-data; name=|''",
                "form-data; filename=\"name=x\"; name=a|a",
                "form-data; filename=\"a;name=x\"; name=a|a",
                "form-data; filename=\"\\\";name=x\"; name=a|a",
                "form-data; filename=\"\\\\\"; name=a|a",
                "form-data; name=a; name=b|a",
                "form-data; name; name=b|b",
                "form-data; x; y=name=c; name=b|b",
                "form-data; name=\"a\\\"b\\\\c\\d\"|a\"b\\c\\d",
                "form-data; name=\"C:\\dir\\file\"|C:\\dir\\file",
                "form-data; name=\"a|\"a",
                "form-data; name=\"|\"",
                "form-data; name=a\"|a\"",
                "form-data; name=\"a\\|\"a\\",
            })
    void aParameterIsFoundAndUnquoted(String header, String value) {
        assertEquals(value, HeaderParameter.find(header, "name"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"form-data", "''", "form-data; other=1", "name=a", "form-data; name", "form-data; x=\"name=a", ";"
            })
    void oneThatIsNotThereIsNull(String header) {
        assertNull(HeaderParameter.find(header, "name"));
    }

    @Test
    void whatStandsBeforeTheParametersIsInLowerCase() {
        assertEquals("multipart/form-data", HeaderParameter.main(" Multipart/Form-Data ; boundary=A"));
        assertEquals("text/plain", HeaderParameter.main("text/plain"));
        assertEquals("", HeaderParameter.main(""));
    }
}
