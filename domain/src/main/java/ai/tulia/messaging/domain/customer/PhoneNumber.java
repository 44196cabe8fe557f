package ai.tulia.messaging.domain.customer;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.List;

/**
 * A number in E.164 form, such as {@code +14155552671}. An invalid one cannot be built.
 *
 * <p>The gate is whether the number is possible, not whether its range is known to be assigned: numbering plans move
 * faster than any table of them, and whether it exists, the provider says. A sender's address as a provider reports it
 * may be in a form that its plan has left (Mexico's 521…); such a one cannot be built, so match it as text.
 */
public record PhoneNumber(String e164) {
    /** ITU-T E.164: one to three. */
    private static final int MAX_DIGITS_OF_CODE = 3;

    private static final int SHOWN_AT_EACH_SIDE = 4;
    private static final int HIDDEN_AT_LEAST = 3;
    private static final String NO_COUNTRY = "ZZ";
    /** What libphonenumber calls the region of numbers that belong to the whole world, such as +800. */
    private static final String WORLD = "001";

    /** @throws InvalidPhoneNumberException saying what is wrong, without repeating the number */
    public PhoneNumber {
        E164Parser.requireValid(e164);
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
        String region =
                regions.size() == 1 ? regions.getFirst() : util().getRegionCodeForNumber(E164Parser.parse(e164));
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

    private static PhoneNumberUtil util() {
        return PhoneNumberUtil.getInstance();
    }
}
