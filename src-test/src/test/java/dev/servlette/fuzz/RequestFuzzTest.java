package dev.servlette.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a client sends, the answer is not a failure of ours. A fuzzer runs one method in a JVM, so this is one. */
class RequestFuzzTest {
    private static final List<Target> TARGETS = List.of(Target.values());

    static Stream<byte[]> examples() {
        return TARGETS.stream()
                .flatMap(target -> target.examples().stream().map(text -> (char) target.ordinal() + text))
                .map(input -> input.getBytes(ISO_8859_1));
    }

    @MethodSource("examples")
    @FuzzTest
    @DictionaryEntries({
        "%2F",
        "%2e",
        "..;",
        "%00",
        "\\x0D\\x0A",
        "\\x0D\\x0A--b",
        "--b--",
        "\\x5C\\x22",
        ";q=0",
        "charset=",
        "filename*=",
        ", ",
        "W/\\x22"
    })
    void nothingThatIsSentIsAFailure(byte[] input) {
        if (input.length > 0) {
            Target target = TARGETS.get((input[0] & 0xFF) % TARGETS.size());
            target.send(new String(input, 1, input.length - 1, ISO_8859_1));
        }
    }
}
