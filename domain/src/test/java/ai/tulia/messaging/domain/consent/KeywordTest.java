package ai.tulia.messaging.domain.consent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeywordTest {
    @ParameterizedTest
    @CsvSource({
        "STOP, STOP",
        "stop, STOP",
        "' Stop! ', STOP",
        "S\u0301top, STOP",
        "'\u201cSTOP\u201d.', STOP",
        "STOPALL, STOP",
        "Unsubscribe, STOP",
        "END, STOP",
        "quit, STOP",
        "Cancel, STOP",
        "revoke, STOP",
        "OptOut, STOP",
        "opt-out, STOP",
        "Opt out, STOP",
        "start, START",
        "YES, START",
        "unstop, START",
        "help, HELP",
        "Info?, HELP",
    })
    void aTextThatIsNothingElseIsAKeyword(String text, Keyword keyword) {
        assertThat(Keyword.of(text)).contains(keyword);
        assertThat(Keyword.mentionsStop(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "please stop",
                "Stop sending me these!",
                "I want to opt out of this",
                "can you cancel?",
                "remove me, unsubscribe",
            })
    void aTextThatHasAWordOfStoppingIsForAPersonToRead(String text) {
        assertThat(Keyword.of(text)).isEmpty();
        assertThat(Keyword.mentionsStop(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "!", "Thank you", "nonstop fun", "the weekend", "stopped by", "\u2764"})
    void anyOtherTextIsNeither(String text) {
        assertThat(Keyword.of(text)).isEmpty();
        assertThat(Keyword.mentionsStop(text)).isFalse();
    }

    @Test
    void eachHasItsCode() {
        assertThat(Keyword.values()).extracting(Keyword::code).containsExactly("stop", "start", "help");
    }
}
