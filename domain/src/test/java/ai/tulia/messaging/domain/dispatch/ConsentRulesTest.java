package ai.tulia.messaging.domain.dispatch;

import static ai.tulia.messaging.domain.dispatch.Decisions.assertStopped;
import static ai.tulia.messaging.domain.dispatch.Facts.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.dispatch.DispatchDecision.SendNow;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What each message type needs of its recipient, and what an opt-out blocks. */
class ConsentRulesTest {
    @ParameterizedTest(name = "{0} with consent {1}: {2}")
    @CsvSource({
        "TRANSACTIONAL, UNKNOWN,   goes",
        "TRANSACTIONAL, GRANTED,   goes",
        "TRANSACTIONAL, WITHDRAWN, CONSENT_WITHDRAWN",
        "MANUAL_REPLY,  UNKNOWN,   goes",
        "MANUAL_REPLY,  WITHDRAWN, CONSENT_WITHDRAWN",
        "REMINDER,      UNKNOWN,   CONSENT_MISSING",
        "REMINDER,      GRANTED,   goes",
        "REMINDER,      WITHDRAWN, CONSENT_WITHDRAWN",
        "PROMOTIONAL,   UNKNOWN,   CONSENT_MISSING",
        "PROMOTIONAL,   GRANTED,   goes",
        "PROMOTIONAL,   WITHDRAWN, CONSENT_WITHDRAWN",
        "RE_ENGAGEMENT, UNKNOWN,   CONSENT_MISSING",
        "RE_ENGAGEMENT, GRANTED,   goes",
        "RE_ENGAGEMENT, WITHDRAWN, CONSENT_WITHDRAWN",
    })
    void eachTypeAsksForItsConsent(MessageType type, ConsentState state, String outcome) {
        DispatchDecision decision = Facts.of(type).consent(state).decidedAt(NOON);
        if (outcome.equals("goes")) {
            assertThat(decision).isInstanceOf(SendNow.class);
        } else {
            assertStopped(decision, StopReason.valueOf(outcome), MessageState.REFUSED);
        }
    }

    @ParameterizedTest
    @EnumSource(MessageType.class)
    void anOptOutBlocksEveryTypeWhateverElseWasGranted(MessageType type) {
        DispatchDecision decision =
                Facts.of(type).channel(ConsentState.WITHDRAWN).decidedAt(NOON);
        assertStopped(decision, StopReason.OPTED_OUT, MessageState.REFUSED);
    }

    @Test
    void startLiftsTheOptOutAndNothingMore() {
        assertThat(Facts.promotional().channel(ConsentState.GRANTED).decidedAt(NOON))
                .isInstanceOf(SendNow.class);
        assertStopped(
                Facts.promotional()
                        .channel(ConsentState.GRANTED)
                        .consent(ConsentState.UNKNOWN)
                        .decidedAt(NOON),
                StopReason.CONSENT_MISSING,
                MessageState.REFUSED);
    }
}
