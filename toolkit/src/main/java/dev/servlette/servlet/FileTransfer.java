package dev.servlette.servlet;

import dev.servlette.responses.Body;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a container can do with files besides writing arrays: direct buffers since Servlet 6.1, and the sendfile of Tomcat, which lets
 * the system copy. Neither is used where a wrapper stands between, which would see nothing of it or know nothing of the method.
 */
final class FileTransfer {
    /** What the container of this application can do, found out once. */
    static final FileTransfer OF_CONTAINER = new FileTransfer(ServletOutputStream.class);

    private static final String SENDFILE = "org.apache.tomcat.sendfile.";
    private static final long SENDFILE_BYTES = 49_152; // below it costs more than it saves

    private final @Nullable MethodHandle write;

    /** What a container can do that has this type of output. */
    FileTransfer(Class<? extends ServletOutputStream> output) {
        write = find(output);
    }

    private static @Nullable MethodHandle find(Class<? extends ServletOutputStream> output) {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(output, "write", MethodType.methodType(void.class, ByteBuffer.class))
                    .asType(MethodType.methodType(void.class, ServletOutputStream.class, ByteBuffer.class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null; // Servlet 6.0
        }
    }

    boolean takesDirectBuffers(HttpServletResponse response) {
        return write != null && !(response instanceof ServletResponseWrapper);
    }

    /** Writes a direct buffer; only where {@link #takesDirectBuffers} said so. */
    void write(ServletOutputStream out, ByteBuffer buffer) throws IOException {
        this.<IOException>writeUndeclared(out, buffer);
    }

    /** A method that is looked up declares nothing, and throws what the method declares that was found. */
    @SuppressWarnings("unchecked")
    private <E extends Throwable> void writeUndeclared(ServletOutputStream out, ByteBuffer buffer) throws E {
        try {
            Objects.requireNonNull(write).invokeExact(out, buffer);
        } catch (Throwable e) {
            throw (E) e;
        }
    }

    /** Leaves a file to Tomcat, which sends it when the request has ended; {@code false} when it cannot. */
    static boolean sendfile(HttpServletRequest request, HttpServletResponse response, Body.File file) {
        boolean can = file.length() >= SENDFILE_BYTES
                && Boolean.TRUE.equals(request.getAttribute(SENDFILE + "support"))
                && !(response instanceof ServletResponseWrapper)
                && file.path().getFileSystem() == FileSystems.getDefault();
        if (can) {
            request.setAttribute(
                    SENDFILE + "filename", file.path().toAbsolutePath().toString());
            request.setAttribute(SENDFILE + "start", file.offset());
            request.setAttribute(SENDFILE + "end", file.offset() + file.length());
        }
        return can;
    }
}
