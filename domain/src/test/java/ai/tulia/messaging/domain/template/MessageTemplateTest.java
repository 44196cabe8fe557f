package ai.tulia.messaging.domain.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTemplateTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Hi {{name}}!;Hi Ana!",
                "Hi {{ name }}!;Hi Ana!",
                "Hi {{  name  |  friend  }}!;Hi Ana!",
                "{{name}}{{name}};AnaAna",
                "{{attr.city}};Lima",
                "{{title|dear customer}} {{name}};dear customer Ana",
                "{{title|a|b}};a|b",
                "{{title|a}b}};a}b",
                "{single} braces } { {{name}};{single} braces } { Ana",
                "{{title|50 % off, ¡ya!}};50 % off, ¡ya!",
                "no placeholder;no placeholder",
            })
    void putsValuesAndFallbacksInTheirPlace(String text, String expected) {
        assertThat(MessageTemplate.parse(text).render(Map.of("name", "Ana", "attr.city", "Lima")))
                .isEqualTo(expected);
    }

    @Test
    void anEmptyTextIsATemplateOfNothing() {
        assertThat(MessageTemplate.parse("").render(Map.of())).isEmpty();
    }

    @Test
    void namesItsVariablesInOrderOfAppearance() {
        MessageTemplate template = MessageTemplate.parse("{{b}} {{a|x}} {{c}} {{b}}");
        assertThat(template.variables()).containsExactly("b", "a", "c");
        assertThat(template.required()).containsExactly("b", "c");
    }

    @Test
    void aVariableIsRequiredWhenOnePlaceHasNoFallback() {
        MessageTemplate template = MessageTemplate.parse("{{a|x}} {{a}}");
        assertThat(template.required()).containsExactly("a");
        assertThat(template.missing(Map.of())).containsExactly("a");
    }

    @Test
    void aMissingValueIsRefusedAndNeverSentRaw() {
        MessageTemplate template = MessageTemplate.parse("{{name}} {{when}} {{where|here}}");
        assertThatExceptionOfType(MissingVariableException.class)
                .isThrownBy(() -> template.render(Map.of("where", "there")))
                .satisfies(e -> assertThat(e.variables()).containsExactly("name", "when"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u00a0", "\u200b\u2060", "\u3000"})
    void aBlankValueCountsAsMissing(String blank) {
        assertThat(MessageTemplate.parse("{{name}}").missing(Map.of("name", blank)))
                .containsExactly("name");
        assertThat(MessageTemplate.parse("{{name|friend}}").render(Map.of("name", blank)))
                .isEqualTo("friend");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{x}}", "{{name}}", "}}", "{{", "$1 \\0", "%s"})
    void aValueIsPutInLiterallyAndNeverParsedAgain(String value) {
        assertThat(MessageTemplate.parse("<{{name}}>").render(Map.of("name", value, "x", "leaked")))
                .isEqualTo("<" + value + ">");
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("unknownForms")
    void anUnknownFormIsRefusedWithItsPlace(String text, int line, int column, String problem) {
        TemplateSyntaxException e =
                catchThrowableOfType(TemplateSyntaxException.class, () -> MessageTemplate.parse(text));
        assertThat(e).as(text).isNotNull();
        assertThat(e.problem()).contains(problem);
        assertThat(e.line() + ":" + e.column()).as(e.problem()).isEqualTo(line + ":" + column);
    }

    static Stream<Arguments> unknownForms() {
        return Stream.of(
                Arguments.of("Hi {{name", 1, 4, "is not closed"),
                Arguments.of("Hi {{name}", 1, 4, "is not closed"),
                Arguments.of("Hi {{", 1, 4, "is not closed"),
                Arguments.of("{{name\n}}", 1, 1, "is not closed"),
                Arguments.of("{{name|x\n}}", 1, 1, "is not closed on its line"),
                Arguments.of("{{name|x", 1, 1, "is not closed on its line"),
                Arguments.of("a\nb {{}}", 2, 3, "has no name"),
                Arguments.of("{{  }}", 1, 1, "has no name"),
                Arguments.of("{{|x}}", 1, 1, "has no name"),
                Arguments.of("{{name|}}", 1, 8, "fallback is empty"),
                Arguments.of("{{name| \u00a0 }}", 1, 8, "fallback is empty"),
                Arguments.of("{{1}}", 1, 3, "begins with a letter"),
                Arguments.of("{{_a}}", 1, 3, "begins with a letter"),
                Arguments.of("{{first-name}}", 1, 8, "'-'"),
                Arguments.of("{{first name}}", 1, 9, "'n'"),
                Arguments.of("{{na\u200bme}}", 1, 5, "U+200B"),
                Arguments.of("{{año}}", 1, 4, "'ñ'"),
                Arguments.of("{{{name}}}", 1, 3, "cannot hold another"),
                Arguments.of("{{a{{b}}}}", 1, 4, "cannot hold another"),
                Arguments.of("{{a|{{b}}}}", 1, 5, "cannot hold another"),
                Arguments.of("{{#if a}}", 1, 3, "'#'"),
                Arguments.of("stray }} here", 1, 7, "without a {{"),
                Arguments.of("{{a}}}}", 1, 6, "without a {{"),
                Arguments.of("one\r\ntwo\rthree\n  {{", 4, 3, "is not closed"),
                Arguments.of("😀😀{{", 1, 3, "is not closed"),
                Arguments.of("{{" + "a".repeat(65) + "}}", 1, 3, "longer than 64"));
    }

    @Test
    void aNameMayHave64Characters() {
        String name = "a".repeat(64);
        assertThat(MessageTemplate.parse("{{" + name + "}}").variables()).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "}", "{{", "{{a", "{{a|", "{{a|{", "{{a}", "{{ ", "{ ", "} ", "{{a}} ", "{{a|b}}", "\r"})
    @Timeout(10)
    void aHugeTextIsReadOrRefusedInTimeThatGrowsWithItsLength(String piece) {
        String huge = piece.repeat(1_000_000);
        try {
            MessageTemplate template = MessageTemplate.parse(huge);
            assertThat(template.render(Map.of("a", "x"))).isNotEmpty();
        } catch (TemplateSyntaxException refused) {
            assertThat(refused.line()).isEqualTo(1);
        }
    }

    @Test
    void aHundredThousandOpenBracesAreRefusedAtTheFirst() {
        assertThatExceptionOfType(TemplateSyntaxException.class)
                .isThrownBy(() -> MessageTemplate.parse("{".repeat(100_000)))
                .satisfies(e -> assertThat(e.column()).isEqualTo(3));
    }
}
