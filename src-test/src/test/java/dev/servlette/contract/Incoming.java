package dev.servlette.contract;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An answer while it arrives. */
interface Incoming extends AutoCloseable {
    /** Status and headers. */
    Answered head();

    /**
     * The next line of the body, without its line end; {@code null} when the body has ended as it should.
     *
     * @throws IOException when it was cut
     */
    @Nullable
    String line() throws IOException;

    /** Goes away. */
    @Override
    void close() throws IOException;
}
