package ai.tulia.messaging.domain.dispatch;

import static ai.tulia.messaging.domain.dispatch.Facts.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.dispatch.DispatchDecision.SendNow;
import ai.tulia.messaging.domain.dispatch.DispatchDecision.Stop;
import ai.tulia.messaging.domain.dispatch.DispatchDecision.Wait;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.sender.Sender;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** WhatsApp's 24 h session, and the addresses that a sender can write to. */
class SessionRuleTest {
    private static final Duration DAY = Duration.ofHours(24);

    @Test
    void freeTextGoesWithinADayOfTheCustomersLastMessageAndNotAfter() {
        assertThat(reply(NOON.minus(DAY).plusMillis(1)).decidedAt(NOON)).isInstanceOf(SendNow.class);
        assertRefused(reply(NOON.minus(DAY)), StopReason.TEMPLATE_NEEDED);
        assertRefused(reply(null), StopReason.TEMPLATE_NEEDED);
    }

    @Test
    void anApprovedTemplateNeedsNoSession() {
        assertThat(Facts.of(MessageType.MANUAL_REPLY).decidedAt(NOON)).isInstanceOf(SendNow.class);
    }

    @Test
    void whatWouldWaitPastTheEndOfTheSessionIsRefusedAtOnce() {
        Instant lastInbound = NOON.minus(Duration.ofHours(20));
        Facts within = Facts.promotional().freeText(lastInbound).notBefore(NOON.plus(Duration.ofHours(3)));
        assertThat(within.decidedAt(NOON)).isInstanceOf(Wait.class);
        assertRefused(
                Facts.promotional().freeText(lastInbound).notBefore(NOON.plus(Duration.ofHours(4))),
                StopReason.TEMPLATE_NEEDED);
    }

    @Test
    void neitherSmsNorASenderThatIsNotBoundHasASession() {
        assertThat(reply(null)
                        .from(new Sender("+14155238886", null, List.of(), null, true, false, false, 1))
                        .decidedAt(NOON))
                .isInstanceOf(SendNow.class);
        assertThat(reply(null).from(sender(false, false)).decidedAt(NOON)).isInstanceOf(SendNow.class);
    }

    @Test
    void aUserIdIsWrittenToOnlyWhereTheSenderMay() {
        Facts facts = Facts.promotional().to(Route.Address.USER_ID);
        assertRefused(facts, StopReason.USER_IDS_NOT_ENABLED);
        assertThat(facts.from(sender(true, true)).decidedAt(NOON)).isInstanceOf(SendNow.class);
    }

    @Test
    void whoHasNoAddressOrCannotBeReachedIsRefused() {
        assertRefused(Facts.promotional().to(Route.Address.NONE), StopReason.NO_ADDRESS);
        assertRefused(Facts.promotional().unreachableUntil(NOON.plusMillis(1)), StopReason.ADDRESS_UNREACHABLE);
        assertThat(Facts.promotional().unreachableUntil(NOON).decidedAt(NOON)).isInstanceOf(SendNow.class);
    }

    private static Facts reply(Instant lastInbound) {
        return Facts.of(MessageType.MANUAL_REPLY).freeText(lastInbound);
    }

    private static Sender sender(boolean sessionRule, boolean userIds) {
        return new Sender("whatsapp:+14155238886", null, List.of(), null, sessionRule, userIds, true, 80);
    }

    private static void assertRefused(Facts facts, StopReason reason) {
        assertThat(facts.decidedAt(NOON))
                .isInstanceOfSatisfying(
                        Stop.class, stop -> assertThat(stop.reason()).isEqualTo(reason));
    }
}
