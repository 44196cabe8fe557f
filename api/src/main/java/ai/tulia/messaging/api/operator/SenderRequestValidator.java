package ai.tulia.messaging.api.operator;

import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.requestfields.RequestedText;
import ai.tulia.messaging.domain.customer.InvalidPhoneNumberException;
import ai.tulia.messaging.domain.customer.PhoneNumber;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Whether a sender is right in itself, and its account is the tenant's. */
final class SenderRequestValidator {
    private static final String WHATSAPP = "whatsapp:";
    private static final int MAX_PORTFOLIO_LENGTH = 100;

    private SenderRequestValidator() {}

    /**
     * What is wrong goes to the checks.
     *
     * @param field its place in the request, such as {@code senders[0]}
     * @param accountExists whether the tenant has such an account
     */
    static void check(TenantSender sender, String field, Predicate<String> accountExists, Checks checks) {
        var messageTypes = sender.messageTypes();
        String accountSid = sender.accountSid();
        checks.required(field + ".address", sender.address());
        checkAddress(field + ".address", sender.address(), checks);
        checks.text(field + ".portfolio", sender.portfolio(), MAX_PORTFOLIO_LENGTH)
                .oneOf(field + ".session_rule", sender.sessionRule(), List.of(TenantSender.ON, TenantSender.OFF))
                .oneOf(
                        field + ".keyword_replies",
                        sender.keywordReplies(),
                        List.of(TenantSender.OWN, TenantSender.TWILIO))
                .that(
                        messageTypes == null || RequestedText.TYPES.containsAll(messageTypes),
                        field + ".message_types",
                        "hold a word that is no message type",
                        "give some of " + String.join(", ", RequestedText.TYPES))
                .possible(
                        accountSid == null || accountExists.test(accountSid),
                        "unknown_account",
                        field + ".account_sid",
                        "is no account of the tenant",
                        "add it with PUT /v1/tenants/{id}/twilio/{account_sid}");
    }

    /** A sender address; null passes. */
    static void checkAddress(String field, @Nullable String address, Checks checks) {
        if (address != null) {
            String number = address.startsWith(WHATSAPP) ? address.substring(WHATSAPP.length()) : address;
            checks.that(
                    isNumber(number),
                    field,
                    "is no sender address",
                    "give whatsapp:+… or +… with a number in E.164 form");
        }
    }

    private static boolean isNumber(String number) {
        try {
            return new PhoneNumber(number).e164().equals(number);
        } catch (InvalidPhoneNumberException e) {
            return false;
        }
    }
}
