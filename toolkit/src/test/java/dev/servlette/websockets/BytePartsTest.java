package dev.servlette.websockets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytePartsTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 3, 5, 7})
    void theWholeIsAllPartsWhateverWasExpected(int expected) {
        ByteParts parts = new ByteParts(1 << 20, expected);
        assertTrue(parts.add(of(1, 2)));
        assertTrue(parts.add(of()));
        assertTrue(parts.add(of(3)));
        assertTrue(parts.add(of(4, 5)));
        assertArrayEquals(new byte[] {1, 2, 3, 4, 5}, parts.whole());
    }

    /** It is copied from the host's buffers, and then no more. */
    @Test
    void aMessageAsLongAsExpectedIsTheArrayThatItWasCopiedTo() {
        ByteParts parts = new ByteParts(10, 3);
        assertTrue(parts.add(of(1, 2)));
        assertTrue(parts.add(of(3)));
        assertSame(parts.whole(), parts.whole());
    }

    @Test
    void aMessageHasAsManyBytesAsItsLimitAndNoneMore() {
        ByteParts parts = new ByteParts(3, 0);
        assertTrue(parts.add(of(1, 2)));
        assertFalse(parts.add(of(3, 4)));
        assertTrue(parts.add(of(3)));
        assertFalse(parts.add(of(4)));
        assertArrayEquals(new byte[] {1, 2, 3}, parts.whole());
    }

    @Test
    void aLimitBeyondAnyArrayIsNone() {
        ByteParts parts = new ByteParts(Long.MAX_VALUE, 0);
        assertTrue(parts.add(of(1)));
        assertArrayEquals(new byte[] {1}, parts.whole());
    }

    private static ByteBuffer of(int... bytes) {
        ByteBuffer part = ByteBuffer.allocateDirect(bytes.length);
        for (int b : bytes) {
            part.put((byte) b);
        }
        return part.flip();
    }
}
