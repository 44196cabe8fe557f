package ai.tulia.messaging.domain.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeywordsTest {
    @ParameterizedTest
    @CsvSource({
        "STOP, STOP",
        "stop, STOP",
        "' Stop! ', STOP",
        "S\u0301top, STOP",
        "'\u201cSTOP\u201d.', STOP",
        "STOPALL, STOP",
        "stop all, STOP",
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
        assertThat(Keywords.STANDARD.match(text)).contains(keyword);
        assertThat(Keywords.STANDARD.mentionsStop(text)).isFalse();
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
        assertThat(Keywords.STANDARD.match(text)).isEmpty();
        assertThat(Keywords.STANDARD.mentionsStop(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "!", "Thank you", "nonstop fun", "the weekend", "stopped by", "\u2764"})
    void anyOtherTextIsNeither(String text) {
        assertThat(Keywords.STANDARD.match(text)).isEmpty();
        assertThat(Keywords.STANDARD.mentionsStop(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"s top", "o k s t o p"})
    void lettersWithSpacesBetweenAreNoWord(String text) {
        assertThat(Keywords.STANDARD.match(text)).isEmpty();
    }

    @Test
    void aTenantsLanguagesAndOwnWordsAreAddedToTheStandardOnes() {
        var keywords = Keywords.of(
                List.of(KeywordLanguage.ES, KeywordLanguage.FR),
                Map.of(Keyword.STOP, List.of("No más"), Keyword.HELP, List.of("¿Qué?")));
        assertThat(keywords.match("Arrêt !")).contains(Keyword.STOP);
        assertThat(keywords.match("baja")).contains(Keyword.STOP);
        assertThat(keywords.match("NO MAS")).contains(Keyword.STOP);
        assertThat(keywords.match("que")).contains(Keyword.HELP);
        assertThat(keywords.match("alta")).contains(Keyword.START);
        assertThat(keywords.match("stop")).contains(Keyword.STOP);
        assertThat(keywords.mentionsStop("por favor, no más mensajes")).isTrue();
        assertThat(Keywords.STANDARD.match("baja")).isEmpty();
    }

    @Test
    void whereAWordIsInTwoListsStoppingCounts() {
        var keywords = Keywords.of(List.of(), Map.of(Keyword.STOP, List.of("yes"), Keyword.START, List.of("yes")));
        assertThat(keywords.match("yes")).contains(Keyword.STOP);
    }

    @Test
    void eachHasItsCode() {
        assertThat(Keyword.values()).extracting(Keyword::code).containsExactly("stop", "start", "help");
    }
}
