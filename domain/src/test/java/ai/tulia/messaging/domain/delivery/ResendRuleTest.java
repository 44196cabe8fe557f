package ai.tulia.messaging.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.delivery.ResendRule.Refusal;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.TransitionCause;
import ai.tulia.messaging.domain.twilio.TwilioErrors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ResendRuleTest {
    @ParameterizedTest
    @CsvSource({
        // Never taken: whatever the reason, it did not go out.
        "FAILED, twilio_21211, false,",
        "FAILED, twilio_http_404, false,",
        "FAILED, no_provider_account, false,",
        "FAILED, unknown_time_zone, true,",
        // Taken, and not delivered for a reason that passes or can be fixed.
        "FAILED, twilio_63018, true,",
        "FAILED, twilio_63016, true,",
        "UNDELIVERED, twilio_20429, true,",
        // For one that stays, or that nobody gave.
        "FAILED, twilio_21211, true, FINAL",
        "UNDELIVERED, twilio_63024, true, FINAL",
        "UNDELIVERED, twilio_undelivered, true, FINAL",
        "FAILED, twilio_999999, true, FINAL",
        // Nobody knows.
        "FAILED, unknown_outcome, false, UNRESOLVED",
        "FAILED, unknown_outcome, true, UNRESOLVED",
        "UNKNOWN, interrupted, false, UNKNOWN",
        "ACCEPTED, , false, PENDING",
        "WAITING, , true, PENDING",
        "SENDING, , false, PENDING",
        "SENT, , true, SENT",
        "DELIVERED, , true, SENT",
        "READ, , true, SENT",
        "REFUSED, opted_out, false, REFUSED",
        "EXPIRED, validity_ended, false, VALIDITY_ENDED",
        "CANCELED, , false, CANCELED"
    })
    void whatProvablyDidNotArriveAndMayAnotherTimeIsTriedAgain(
            MessageState state, @Nullable String code, boolean taken, @Nullable Refusal refusal) {
        assertThat(ResendRule.of(state, code, taken).orElse(null)).isEqualTo(refusal);
    }

    /** The rule and the one table of the state machine agree. */
    @ParameterizedTest
    @EnumSource(MessageState.class)
    void onlyWhatTheTableLetsBackIsTriedAgain(MessageState state) {
        assertThat(ResendRule.of(state, "twilio_20429", true).isEmpty())
                .isEqualTo(TransitionCause.RESEND_REQUESTED.from().contains(state));
    }

    @Test
    void whatMayHaveBeenSentIsNeverTriedAgain() {
        TwilioErrors.all().stream()
                .filter(error -> error.reaction() == ErrorClass.AMBIGUOUS)
                .forEach(error -> assertThat(ResendRule.of(MessageState.FAILED, "twilio_" + error.code(), false))
                        .contains(Refusal.UNRESOLVED));
    }
}
