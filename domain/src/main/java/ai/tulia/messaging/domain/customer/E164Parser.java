package ai.tulia.messaging.domain.customer;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;

/** Reads a number in E.164 form, and says what is wrong with one that is not. */
final class E164Parser {
    private static final String FORM = "write it as + with country code and number, digits only, such as +14155552671";
    /** E.164 allows 15 digits. */
    private static final int MAX_DIGITS = 15;

    private E164Parser() {}

    /** @throws InvalidPhoneNumberException unless it is in E.164 form and possible in its country */
    static void requireValid(String e164) {
        requireForm(e164);
        Phonenumber.PhoneNumber parsed = parse(e164);
        requirePossible(parsed);
        if (!util().format(parsed, PhoneNumberFormat.E164).equals(e164)) {
            throw new InvalidPhoneNumberException(
                    "the number carries a digit that is only dialled inside its country,"
                            + " often a 0 after the country code",
                    "leave it out");
        }
    }

    /** @throws InvalidPhoneNumberException when it cannot be parsed; one that can may still be impossible */
    static Phonenumber.PhoneNumber parse(String e164) {
        try {
            // No default region: only the country code decides where the number belongs.
            return util().parse(e164, null);
        } catch (NumberParseException e) {
            throw switch (e.getErrorType()) {
                case INVALID_COUNTRY_CODE -> unknownCountry();
                case TOO_LONG -> tooLong();
                case TOO_SHORT_AFTER_IDD, TOO_SHORT_NSN ->
                    new InvalidPhoneNumberException("the number is too short", "check it for lost digits");
                case NOT_A_NUMBER -> new InvalidPhoneNumberException("this is no telephone number", FORM);
            };
        }
    }

    private static void requireForm(String text) {
        if (text.isEmpty()) {
            throw new InvalidPhoneNumberException("the number is empty", FORM);
        }
        if (text.startsWith("whatsapp:")) {
            throw new InvalidPhoneNumberException("the number carries a channel prefix", "leave out whatsapp:");
        }
        if (text.charAt(0) != '+') {
            throw new InvalidPhoneNumberException("the number does not begin with +", FORM);
        }
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                throw new InvalidPhoneNumberException("the number holds something else than digits after its +", FORM);
            }
        }
        if (text.length() - 1 > MAX_DIGITS) {
            throw new InvalidPhoneNumberException("the number has more than 15 digits", "check it for digits too many");
        }
    }

    private static void requirePossible(Phonenumber.PhoneNumber number) {
        switch (util().isPossibleNumberWithReason(number)) {
            case IS_POSSIBLE -> {}
            case IS_POSSIBLE_LOCAL_ONLY ->
                throw new InvalidPhoneNumberException(
                        "the number lacks its area code", "add it after the country code");
            case INVALID_COUNTRY_CODE -> throw unknownCountry();
            case TOO_SHORT ->
                throw new InvalidPhoneNumberException(
                        "the number is too short for its country", "check it for lost digits");
            case TOO_LONG -> throw tooLong();
            case INVALID_LENGTH ->
                throw new InvalidPhoneNumberException(
                        "the number's length does not occur in its country", "check it for digits lost or too many");
        }
    }

    private static InvalidPhoneNumberException tooLong() {
        return new InvalidPhoneNumberException(
                "the number is too long for its country", "check it for digits too many");
    }

    private static InvalidPhoneNumberException unknownCountry() {
        return new InvalidPhoneNumberException("no country has the code after the +", "check the country code");
    }

    private static PhoneNumberUtil util() {
        return PhoneNumberUtil.getInstance();
    }
}
