package ai.tulia.messaging.api.operator;

import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.sender.Sender;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A sender of a tenant, as an operator writes and reads it. */
record TenantSender(
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
    static final String ON = "on";
    static final String OFF = "off";
    static final String OWN = "own";
    static final String TWILIO = "twilio";

    static TenantSender of(Sender sender) {
        return new TenantSender(
                sender.address(),
                sender.account(),
                sender.types().stream().<@Nullable String>map(MessageType::code).toList(),
                sender.portfolio(),
                sender.sessionRule() ? ON : OFF,
                sender.userIds(),
                sender.keywordReplies() ? OWN : TWILIO);
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
