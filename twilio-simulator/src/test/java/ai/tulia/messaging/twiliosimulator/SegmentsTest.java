package ai.tulia.messaging.twiliosimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SegmentsTest {
    static Stream<Arguments> texts() {
        return Stream.of(
                arguments("", 1),
                arguments("a".repeat(160), 1),
                arguments("a".repeat(161), 2),
                arguments("a".repeat(306), 2),
                arguments("a".repeat(307), 3),
                arguments("€".repeat(80), 1),
                arguments("€".repeat(81), 2),
                arguments("a".repeat(152) + "€" + "a".repeat(152), 3),
                arguments("ж".repeat(70), 1),
                arguments("ж".repeat(71), 2),
                arguments("😀".repeat(35), 1),
                arguments("😀".repeat(36), 2),
                arguments("😀".repeat(67), 3));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void countsAsThePhoneNetworkDoes(String text, int segments) {
        assertThat(Segments.count(text)).isEqualTo(segments);
    }
}
