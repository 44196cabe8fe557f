package ai.tulia.messaging.domain.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.delivery.ErrorClass;
import ai.tulia.messaging.domain.delivery.ProviderError;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioErrorsTest {
    /** The researched table, written down once more: every code with its path and its reaction. */
    private static final String TABLE = """
            POST     RETRY                20429
            POST     AMBIGUOUS            20500 20503
            POST     WAIT                 21611
            POST     PERMANENT            20001 21211 21214 21602 21604 21612 21614 21617 21620 21910
            POST     TENANT_CONFIGURATION 10001 20003 20005 20404 21212 21408 21601 21603 21606 21607 21609 63007
            POST     NEEDS_TEMPLATE       21654 21655 21656
            BOTH     OPT_OUT              21610
            BOTH     TENANT_CONFIGURATION 21703
            CALLBACK RETRY                63010 63012 63019 131056
            CALLBACK WAIT                 14107 30001 30003 30008 30022 30410 30450 63017 63018 63038
            CALLBACK PERMANENT            30004 30005 30006 30007 63003 63005 63013 63021 63024 63032 63049 131049
            CALLBACK OPT_OUT              63014 63033 131050
            CALLBACK NEEDS_TEMPLATE       63016
            CALLBACK TENANT_CONFIGURATION 30002 30034 63001 63015 63020 63022 63027 63028 63041 63042 63051
            """;

    @Test
    void eachCodeHasItsPathAndItsReaction() {
        assertThat(new TreeSet<>(TABLE.lines().flatMap(TwilioErrorsTest::codes).toList()))
                .isEqualTo(TwilioErrors.rows().stream()
                        .map(row -> row.error().code() + " " + row.path() + " "
                                + row.error().reaction())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void eachRowSaysWhatHappenedAndWhatToDoInSentences() {
        assertThat(TwilioErrors.rows()).allSatisfy(row -> {
            assertThat(row.error().meaning()).matches("[A-Z].{10,}\\.");
            assertThat(row.error().advice()).matches("[A-Z].{10,}\\.");
        });
    }

    @Test
    void onlyWhatMayBeTriedAgainHasADelayAndResends() {
        assertThat(TwilioErrors.rows()).allSatisfy(row -> {
            boolean again = Set.of(ErrorClass.RETRY, ErrorClass.WAIT)
                    .contains(row.error().reaction());
            assertThat(row.error().retryAfter().isPositive()).isEqualTo(again);
            assertThat(row.resends() > 0).isEqualTo(again);
            assertThat(TwilioErrors.resends(row.error())).isEqualTo(row.resends());
        });
    }

    @ParameterizedTest
    @CsvSource({
        "14107, PT1M",
        "21611, PT30M",
        "30003, PT30M",
        "30450, PT30M",
        "63017, PT1M",
        "63018, PT5S",
        "63038, PT24H",
    })
    void aWaitSaysHowLongAtLeast(int code, Duration delay) {
        assertThat(TwilioErrors.onCallback(code).retryAfter()).isEqualTo(delay);
    }

    @ParameterizedTest
    @CsvSource({"30003, 3", "30008, 1", "30410, 1", "63010, 3", "63019, 1", "30005, 0", "21611, 2147483647"})
    void aCodeIsWorthSoManyNewAttempts(int code, int resends) {
        assertThat(TwilioErrors.resends(TwilioErrors.onCallback(code))).isEqualTo(resends);
    }

    @Test
    void theSameCodeMeansTheSameOnEitherPath() {
        for (ErrorRow row : TwilioErrors.rows()) {
            int code = row.error().code();
            assertThat(TwilioErrors.onPost(400, code)).isEqualTo(row.error());
            if (row.error().reaction() != ErrorClass.AMBIGUOUS) {
                assertThat(TwilioErrors.onCallback(code)).isEqualTo(row.error());
            }
        }
    }

    @ParameterizedTest(name = "HTTP {0}, code {1}: {2}")
    @CsvSource({
        "400, 29999, PERMANENT",
        "409, 29999, PERMANENT",
        "401,      , TENANT_CONFIGURATION",
        "401, 29999, TENANT_CONFIGURATION",
        "403, 29999, TENANT_CONFIGURATION",
        "404, 29999, TENANT_CONFIGURATION",
        "429,      , RETRY",
        "429, 29999, RETRY",
        "400,      , AMBIGUOUS",
        "408,      , AMBIGUOUS",
        "408, 29999, AMBIGUOUS",
        "500,      , AMBIGUOUS",
        "500, 20500, AMBIGUOUS",
        "503, 20503, AMBIGUOUS",
        "502, 21211, AMBIGUOUS",
        "503, 20429, AMBIGUOUS",
        "201,      , AMBIGUOUS",
        "302,      , AMBIGUOUS",
        "0,        , AMBIGUOUS",
        "0,   29999, AMBIGUOUS",
        "0,   21610, OPT_OUT",
    })
    void onThePostTheStatusDecidesWhatTheTableDoesNotKnow(int status, Integer code, ErrorClass reaction) {
        ProviderError error = TwilioErrors.onPost(status, code);
        assertThat(error.reaction()).isEqualTo(reaction);
        assertThat(error.meaning()).isNotBlank();
        assertThat(error.advice()).isNotBlank();
    }

    @Test
    void aPauseByDefaultGoesOnAsLongAsTheMessageIsValid() {
        assertThat(TwilioErrors.resends(TwilioErrors.onPost(429, null))).isEqualTo(Integer.MAX_VALUE);
        assertThat(TwilioErrors.onPost(429, null).retryAfter()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 30_999, 63_999, 21_999, 99_999, -1, 20_500, 20_503})
    void onACallbackWhatIsNotKnownIsFinal(int code) {
        assertThat(TwilioErrors.onCallback(code).reaction()).isEqualTo(ErrorClass.PERMANENT);
    }

    @Test
    void onACallbackNothingIsAmbiguous() {
        for (int code = 0; code < 70_000; code++) {
            assertThat(TwilioErrors.onCallback(code).reaction()).isNotEqualTo(ErrorClass.AMBIGUOUS);
        }
    }

    @ParameterizedTest
    @CsvSource({"US, PERMANENT", ", PERMANENT", "DE, WAIT", "CA, WAIT"})
    void aWithheldMarketingMessageIsRepeatedOnlyWhereItMayBe(String country, ErrorClass reaction) {
        ProviderError error = TwilioErrors.onCallback(63049, country);
        assertThat(error.reaction()).isEqualTo(reaction);
        assertThat(TwilioErrors.resends(error) > 0).isEqualTo(reaction == ErrorClass.WAIT);
    }

    @ParameterizedTest
    @EnumSource(ErrorClass.class)
    void everyClassIsInUse(ErrorClass reaction) {
        assertThat(TwilioErrors.rows()).anyMatch(row -> row.error().reaction() == reaction);
    }

    private static Stream<String> codes(String line) {
        String[] words = line.split("\\s+");
        return Arrays.stream(words).skip(2).map(code -> code + " " + words[0] + " " + words[1]);
    }
}
