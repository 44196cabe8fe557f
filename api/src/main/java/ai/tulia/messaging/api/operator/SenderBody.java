package ai.tulia.messaging.api.operator;

import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.domain.customer.PhoneNumber;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.sender.Sender;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A sender of a tenant, as an operator writes and reads it. */
record SenderBody(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "whatsapp:+14155238886") @Nullable
        String address,

        @Schema(
                description = "The Twilio account that it belongs to; left out: the tenant's main one.",
                example = "AC00000000000000000000000000000000")
        @Nullable
        String accountSid,

        @Schema(description = "What it is for; left out or empty: every type.") @Nullable
        List<@Nullable String> messageTypes,

        @Schema(description = "The Meta business portfolio that it belongs to, where the tenant has several.") @Nullable
        String portfolio,

        @Schema(
                description = "on: free text is refused outside WhatsApp's 24 h session (template_needed). off: for"
                        + " accounts that are not bound by it.",
                allowableValues = {"on", "off"},
                defaultValue = "on")
        @Nullable
        String sessionRule,

        @Schema(
                description = "Whether it may write to customers known by WhatsApp's user id alone.",
                defaultValue = "false")
        @Nullable
        Boolean userIds,

        @Schema(
                description = "Who answers STOP, START and HELP: own = we do, with the tenant's texts; twilio = Twilio"
                        + " does. Left out: own for WhatsApp, twilio for SMS.",
                allowableValues = {"own", "twilio"})
        @Nullable
        String keywordReplies) {
    private static final String WHATSAPP = "whatsapp:";
    private static final String ON = "on";
    private static final String OFF = "off";
    private static final String OWN = "own";
    private static final String TWILIO = "twilio";
    private static final int MAX_PORTFOLIO_LENGTH = 100;
    private static final List<String> TYPES =
            Arrays.stream(MessageType.values()).map(MessageType::code).toList();

    static SenderBody of(Sender sender) {
        return new SenderBody(
                sender.address(),
                sender.account(),
                sender.types().stream().<@Nullable String>map(MessageType::code).toList(),
                sender.portfolio(),
                sender.sessionRule() ? ON : OFF,
                sender.userIds(),
                sender.keywordReplies() ? OWN : TWILIO);
    }

    /**
     * @param field its place in the request, such as {@code senders[0]}
     * @param accountExists whether the tenant has such an account
     */
    void check(String field, Predicate<String> accountExists, Checks checks) {
        checks.required(field + ".address", address);
        checkAddress(field + ".address", address, checks);
        checks.text(field + ".portfolio", portfolio, MAX_PORTFOLIO_LENGTH)
                .oneOf(field + ".session_rule", sessionRule, List.of(ON, OFF))
                .oneOf(field + ".keyword_replies", keywordReplies, List.of(OWN, TWILIO))
                .that(
                        messageTypes == null || TYPES.containsAll(messageTypes),
                        field + ".message_types",
                        "hold a word that is no message type",
                        "give some of " + String.join(", ", TYPES))
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
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Only for one that passed its checks. */
    Sender sender() {
        String at = Objects.requireNonNull(address);
        Channel channel = Channel.ofSender(at);
        return new Sender(
                at,
                accountSid,
                messageTypes == null
                        ? List.of()
                        : messageTypes.stream()
                                .map(type -> MessageType.fromCode(Objects.requireNonNull(type)))
                                .toList(),
                portfolio,
                !OFF.equals(sessionRule),
                Boolean.TRUE.equals(userIds),
                keywordReplies == null ? channel == Channel.WHATSAPP : OWN.equals(keywordReplies),
                channel.messagesPerSecond());
    }
}
