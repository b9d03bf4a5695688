package dev.servlette.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTransferTest {
    private static final FileTransfer WITH_BUFFERS = new FileTransfer(Buffered.class);
    private static final FileTransfer WITHOUT = new FileTransfer(Plain.class);

    /** As of Servlet 6.0. */
    public static class Plain extends ServletOutputStream {
        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {}

        @Override
        public void write(int b) {}
    }

    /** As of Servlet 6.1. */
    public static final class Buffered extends Plain {
        private final List<ByteBuffer> written = new ArrayList<>();

        /** Takes a buffer; an empty one fails. */
        public void write(ByteBuffer buffer) throws IOException {
            if (!buffer.hasRemaining()) {
                throw new IOException("empty");
            }
            written.add(buffer);
        }
    }

    private final Container container = new Container("GET", "/");

    @Test
    void aContainerMayTakeBuffers() throws IOException {
        Buffered out = new Buffered();
        ByteBuffer buffer = ByteBuffer.allocateDirect(7);
        assertTrue(WITH_BUFFERS.takesDirectBuffers(container.response()));
        WITH_BUFFERS.write(out, buffer);
        assertSame(buffer, out.written.get(0));
    }

    @Test
    void whatAContainerThrowsComesOutUnchanged() {
        Exception e =
                assertThrows(IOException.class, () -> WITH_BUFFERS.write(new Buffered(), ByteBuffer.allocateDirect(0)));
        assertEquals("empty", e.getMessage());
    }

    @Test
    void anOlderContainerTakesNone() {
        assertFalse(WITHOUT.takesDirectBuffers(container.response()));
    }

    /** A wrapper may not know the method, and would be passed by. */
    @Test
    void aWrapperTakesNone() {
        HttpServletResponse wrapped = new HttpServletResponseWrapper(container.response());
        assertFalse(WITH_BUFFERS.takesDirectBuffers(wrapped));
        container.attributes.put("org.apache.tomcat.sendfile.support", true);
        assertFalse(new ServletExchange(container.request(), wrapped, "").sendFile(Path.of("a"), 0, 50_000));
    }

    @Test
    void tomcatSendsALargeFile() {
        container.attributes.put("org.apache.tomcat.sendfile.support", true);
        assertFalse(container.exchange().sendFile(Path.of("a"), 0, 49_151));
        assertEquals(1, container.attributes.size());
        assertTrue(container.exchange().sendFile(Path.of("a"), 1000, 49_152));
        Map<String, Object> expected = Map.of(
                "org.apache.tomcat.sendfile.support",
                true,
                "org.apache.tomcat.sendfile.filename",
                Path.of("a").toAbsolutePath().toString(),
                "org.apache.tomcat.sendfile.start",
                1000L,
                "org.apache.tomcat.sendfile.end",
                50_152L);
        assertEquals(expected, container.attributes);
    }

    @Test
    void otherContainersDoNot() {
        assertFalse(container.exchange().sendFile(Path.of("a"), 0, 50_000));
        container.attributes.put("org.apache.tomcat.sendfile.support", false);
        assertFalse(container.exchange().sendFile(Path.of("a"), 0, 50_000));
    }

    /** It would be read when the container has done with the request, and that is over here. */
    @Test
    void anAnswerThatComesLaterIsNotLeftToTomcat() {
        container.attributes.put("org.apache.tomcat.sendfile.support", true);
        ServletExchange exchange = container.exchange();
        exchange.startAsync();
        assertFalse(exchange.sendFile(Path.of("a"), 0, 50_000));
    }

    @Test
    void aFileInAnArchiveIsNotLeftToTomcat(@TempDir Path folder) throws IOException {
        container.attributes.put("org.apache.tomcat.sendfile.support", true);
        URI archive = URI.create("jar:" + folder.resolve("a.zip").toUri());
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            assertFalse(container.exchange().sendFile(zip.getPath("a"), 0, 50_000));
        }
    }
}
