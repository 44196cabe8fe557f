package ai.tulia.messaging.api.customer;

import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.requestfields.RequestedChannel;
import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.message.Channel;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a customer said.
 *
 * @param channel whatsapp or sms; left out = the channel of the tenant's first sender
 * @param type all, transactional, reminder or promotional
 * @param state granted or withdrawn
 */
record ConsentRequest(
        @Nullable String channel,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String type,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String state,

        @Nullable String source,
        @Nullable String proof) {
    private static final List<String> TYPES =
            Arrays.stream(ConsentType.values()).map(ConsentType::code).toList();
    private static final List<String> STATES = List.of(ConsentState.GRANTED.code(), ConsentState.WITHDRAWN.code());
    private static final int MAX_SOURCE_LENGTH = 200;
    private static final int MAX_PROOF_LENGTH = 2_000;

    /** @param channel null = the sender's */
    record Checked(@Nullable Channel channel, ConsentType type, ConsentState state) {}

    Checked checked() {
        new Checks()
                .oneOf("channel", channel, RequestedChannel.CODES)
                .required("type", type)
                .oneOf("type", type, TYPES)
                .required("state", state)
                .oneOf("state", state, STATES)
                .text("source", source, MAX_SOURCE_LENGTH)
                .lines("proof", proof, MAX_PROOF_LENGTH)
                .done();
        return new Checked(
                RequestedChannel.parsed(channel),
                ConsentType.fromCode(Objects.requireNonNull(type)),
                ConsentState.GRANTED.code().equals(state) ? ConsentState.GRANTED : ConsentState.WITHDRAWN);
    }
}
