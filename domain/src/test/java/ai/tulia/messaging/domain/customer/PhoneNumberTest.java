package ai.tulia.messaging.domain.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {
    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({
        "+14155552671,   US",
        "+4915123456789, DE",
        "+390612345678,  IT",
        "+9779812345678, NP",
        "+80012345678,   ZZ",
        // Possible, though no table knows it as valid: an old form that WhatsApp still uses; and Twilio's test number.
        "+551187654321,  BR",
        "+15005550006,   US",
    })
    void takesWhatIsPossibleAndKnowsItsCountry(String e164, String country) {
        PhoneNumber number = new PhoneNumber(e164);
        assertThat(number.e164()).isEqualTo(e164);
        assertThat(number.country()).isEqualTo(country);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "'',                    the number is empty",
        "4155552671,            does not begin with +",
        "0014155552671,         does not begin with +",
        "' +14155552671',       does not begin with +",
        "whatsapp:+14155552671, leave out whatsapp:",
        "+1 (415) 555-2671,     something else than digits",
        "+14155552671;ext=5,    something else than digits",
        "+1415555267a,          something else than digits",
        "+١٤١٥٥٥٥٢٦٧١,          something else than digits",
        "+,                     this is no telephone number",
        "+1415555,              too short",
        "+12530000,             area code",
        "+141555526711,         too long",
        "+5215512345678,        too long",
        "+1234567890123456,     more than 15 digits",
        "+9991234567,           country code",
        "+0123456789,           country code",
        "+4402079460000,        leave it out",
    })
    void saysWhatIsWrongWithoutRepeatingTheNumber(String text, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PhoneNumber(text))
                .withMessageContaining(problem)
                .satisfies(e -> {
                    if (text.length() > 3) {
                        assertThat(e.getMessage().replace("+14155552671", "")).doesNotContain(text);
                    }
                    assertThat(e.getCause()).isNull();
                });
    }

    @Test
    void cannotBeBuiltOfNothing() {
        assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> new PhoneNumber(null));
    }

    static Stream<String> everyRegion() {
        return PhoneNumberUtil.getInstance().getSupportedRegions().stream().sorted();
    }

    /** The examples are libphonenumber's own, of whichever kinds a region has. */
    @ParameterizedTest
    @MethodSource("everyRegion")
    void theCountryIsTheOneThatTheNumbersWholePlanSays(String region) {
        var util = PhoneNumberUtil.getInstance();
        for (var kind : util.getSupportedTypesForRegion(region)) {
            var example = util.getExampleNumberForType(region, kind);
            if (example != null) {
                assertThat(PhoneNumber.countryOf(util.format(example, PhoneNumberFormat.E164)))
                        .as(region + " " + kind)
                        .isEqualTo(util.getRegionCodeForNumber(example));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"+14155552671, +1415•••2671", "+4915123456789, +4915•••6789", "+2907123, +29•••23"})
    void showsItselfMasked(String e164, String shown) {
        assertThat(new PhoneNumber(e164)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+14155552671", "+4915123456789"})
    void twoOfTheSameDigitsAreTheSame(String e164) {
        assertThat(new PhoneNumber(e164))
                .isEqualTo(new PhoneNumber(e164))
                .hasSameHashCodeAs(new PhoneNumber(e164))
                .isNotEqualTo(new PhoneNumber("+14155552672"));
    }
}
