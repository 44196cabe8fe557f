package ai.tulia.messaging.domain.customer;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.List;

/**
 * A number in E.164 form, such as {@code +14155552671}. An invalid one cannot be built.
 *
 * <p>The gate is whether the number is possible, not whether its range is known to be assigned: numbering plans move
 * faster than any table of them, and whether it exists, the provider says. A sender's address as a provider reports it
 * may be in a form that its plan has left (Mexico's 521…); such a one cannot be built, so match it as text.
 */
public record PhoneNumber(String e164) {
    private static final String FORM = "write it as + with country code and number, digits only, such as +14155552671";
    /** E.164 allows 15 digits. */
    private static final int MAX_DIGITS = 15;
    /** ITU-T E.164: one to three. */
    private static final int MAX_DIGITS_OF_CODE = 3;

    private static final int SHOWN_AT_EACH_SIDE = 4;
    private static final int HIDDEN_AT_LEAST = 3;
    private static final String NO_COUNTRY = "ZZ";
    /** What libphonenumber calls the region of numbers that belong to the whole world, such as +800. */
    private static final String WORLD = "001";

    /** @throws IllegalArgumentException saying what is wrong, without repeating the number */
    public PhoneNumber {
        requireForm(e164);
        Phonenumber.PhoneNumber parsed = parse(e164);
        requirePossible(parsed);
        if (!util().format(parsed, PhoneNumberFormat.E164).equals(e164)) {
            throw new IllegalArgumentException("the number carries a digit that is only dialled inside its country,"
                    + " often a 0 after the country code: leave it out");
        }
    }

    /** ISO 3166-1 alpha-2 country of the number, or {@code ZZ} when it belongs to none. */
    public String country() {
        return countryOf(e164);
    }

    /**
     * The same of a number that was valid when it was written down and need not be proven again: a group asks it of
     * each recipient, and to parse is by far the most of it. Most country codes belong to one country.
     */
    public static String countryOf(String e164) {
        List<String> regions = regionsOf(e164);
        String region = regions.size() == 1 ? regions.getFirst() : util().getRegionCodeForNumber(parse(e164));
        return region == null || region.equals(WORLD) ? NO_COUNTRY : region;
    }

    /** No country code is the beginning of another one. */
    private static List<String> regionsOf(String e164) {
        int code = 0;
        for (int i = 1; i <= Math.min(MAX_DIGITS_OF_CODE, e164.length() - 1); i++) {
            code = 10 * code + e164.charAt(i) - '0';
            List<String> regions = util().getRegionCodesForCountryCode(code);
            if (!regions.isEmpty()) {
                return regions;
            }
        }
        return List.of();
    }

    /** Shown where a person must recognise it and no one else may read it: {@code +1415•••2671}. */
    @Override
    public String toString() {
        int digits = e164.length() - 1;
        int shown = Math.min(2 * SHOWN_AT_EACH_SIDE, digits - HIDDEN_AT_LEAST);
        int last = shown / 2;
        int first = shown - last;
        return e164.substring(0, 1 + first) + "•••" + e164.substring(e164.length() - last);
    }

    private static void requireForm(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the number is empty: " + FORM);
        }
        if (text.startsWith("whatsapp:")) {
            throw new IllegalArgumentException("the number carries a channel prefix: leave out whatsapp:");
        }
        if (text.charAt(0) != '+') {
            throw new IllegalArgumentException("the number does not begin with +: " + FORM);
        }
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                throw new IllegalArgumentException("the number holds something else than digits after its +: " + FORM);
            }
        }
        if (text.length() - 1 > MAX_DIGITS) {
            throw new IllegalArgumentException("the number has more than 15 digits: check it for digits too many");
        }
    }

    private static void requirePossible(Phonenumber.PhoneNumber number) {
        switch (util().isPossibleNumberWithReason(number)) {
            case IS_POSSIBLE -> {}
            case IS_POSSIBLE_LOCAL_ONLY ->
                throw new IllegalArgumentException("the number lacks its area code: add it after the country code");
            case INVALID_COUNTRY_CODE -> throw unknownCountry();
            case TOO_SHORT ->
                throw new IllegalArgumentException("the number is too short for its country: check it for lost digits");
            case TOO_LONG ->
                throw new IllegalArgumentException(
                        "the number is too long for its country: check it for digits too many");
            case INVALID_LENGTH ->
                throw new IllegalArgumentException(
                        "the number's length does not occur in its country: check it for digits lost or too many");
        }
    }

    private static Phonenumber.PhoneNumber parse(String e164) {
        try {
            // No default region: only the country code decides where the number belongs.
            return util().parse(e164, null);
        } catch (NumberParseException e) {
            throw switch (e.getErrorType()) {
                case INVALID_COUNTRY_CODE -> unknownCountry();
                case TOO_LONG ->
                    new IllegalArgumentException(
                            "the number is too long for its country: check it for digits too many");
                case TOO_SHORT_AFTER_IDD, TOO_SHORT_NSN ->
                    new IllegalArgumentException("the number is too short: check it for lost digits");
                case NOT_A_NUMBER -> new IllegalArgumentException("this is no telephone number: " + FORM);
            };
        }
    }

    private static IllegalArgumentException unknownCountry() {
        return new IllegalArgumentException("no country has the code after the +: check the country code");
    }

    private static PhoneNumberUtil util() {
        return PhoneNumberUtil.getInstance();
    }
}
