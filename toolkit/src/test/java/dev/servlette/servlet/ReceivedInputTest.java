package dev.servlette.servlet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReceivedInputTest {
    /** A stream of a container; what it has is there at once, unless it is told otherwise. */
    static final class Stream extends ServletInputStream {
        private final ByteArrayInputStream bytes;
        private @Nullable ReadListener listener;
        private boolean isReady = true;
        private boolean isFreed;

        Stream(String text) {
            bytes = new ByteArrayInputStream(text.getBytes(US_ASCII));
        }

        @Override
        public int read() {
            if (isFreed) {
                throw new IllegalStateException("freed");
            }
            if (listener != null && !isReady) {
                throw new IllegalStateException("not ready"); // as Tomcat, at the end too
            }
            return bytes.read();
        }

        @Override
        public int available() {
            if (isFreed) {
                throw new IllegalStateException("freed");
            }
            return Math.max(1, bytes.available()); // as Tomcat, which counts what follows the body
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return isReady;
        }

        @Override
        public void setReadListener(ReadListener set) {
            assertSame(null, listener);
            listener = set;
        }
    }

    private final Stream stream = new Stream("abc");
    private final AtomicBoolean isCut = new AtomicBoolean();
    private final ReceivedInput input = new ReceivedInput(stream, isCut::get);
    private final List<String> called = new ArrayList<>();

    private boolean isReadable() throws IOException {
        return input.isReadable(() -> called.add("later"));
    }

    @Test
    void readsGoToTheContainer() throws Exception {
        assertEquals(3, input.available());
        assertEquals('a', input.read());
        assertEquals("bc", new String(input.readAllBytes(), US_ASCII));
        assertEquals(-1, input.read());
    }

    /** Tomcat says over HTTP/2 that all is read when all has come. */
    @Test
    void whatIsStillThereIsReadWhenAllIsSaidToBe() throws Exception {
        input.onAllDataRead();
        assertEquals("abc", new String(input.readAllBytes(), US_ASCII));
        assertEquals(-1, input.read());
    }

    @Test
    void whatIsCutHasNoEnd() throws Exception {
        assertEquals("abc", new String(input.readNBytes(3), US_ASCII));
        isCut.set(true);
        assertThrows(EOFException.class, input::read);
        input.onAllDataRead();
        assertThrows(EOFException.class, input::read);
    }

    /** Undertow's buffers are gone with its connection. */
    @Test
    void whatTheContainerHasFreedCannotBeRead() {
        stream.isFreed = true;
        assertThrows(IllegalStateException.class, input::read); // so far it is a mistake
        assertThrows(IllegalStateException.class, input::available);
        isCut.set(true);
        assertThrows(IOException.class, input::read);
        assertThrows(IOException.class, input::available);
    }

    @Test
    void theContainerTellsWhenThereIsSomething() throws Exception {
        stream.isReady = false;
        assertFalse(isReadable());
        assertFalse(isReadable());
        assertEquals(List.of(), called);
        input.onDataAvailable();
        assertEquals(List.of("later"), called);
        stream.isReady = true;
        assertTrue(isReadable());
    }

    @Test
    void nobodyIsToldBeforeSomebodyAsks() throws Exception {
        input.onDataAvailable();
        assertTrue(isReadable());
        assertEquals(List.of(), called);
    }

    /** A container may find fault with a read at the end. */
    @Test
    void theEndIsNotReadFromTheContainer() throws Exception {
        stream.isReady = false;
        stream.bytes.skip(3);
        assertFalse(isReadable());
        input.onAllDataRead();
        assertEquals(List.of("later"), called);
        assertTrue(isReadable());
        assertEquals(-1, input.read());
        assertEquals(-1, input.read(new byte[1]));
    }

    @Test
    void whatFailsFailsForTheOneWhoReads() throws Exception {
        assertTrue(isReadable());
        IOException reset = new IOException("reset");
        input.onError(reset);
        assertEquals(List.of("later"), called);
        assertSame(reset, assertThrows(IOException.class, this::isReadable).getCause());
    }
}
