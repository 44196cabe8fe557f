package ai.tulia.messaging.api.message;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A rule that stops a new attempt leaves the message as it was. */
class ResendByTheRulesTest extends MessageTest {
    private final Shop shop = sendingShop();
    private final Resends one = Resends.of(shop);

    @AfterEach
    void providerIsWell() {
        twilio().faults(List.of());
    }

    @Test
    void whatARuleRefusesStaysAsItWasAndMayGoLater() {
        Answer refused = one.refused("promotional");
        shop.consent(one.customer(), ConsentType.PROMOTIONAL, ConsentState.WITHDRAWN);

        Answer stopped = one.resend(refused);

        assertThat(stopped.status()).as(stopped.body()).isEqualTo(403);
        assertThat(stopped.code()).isEqualTo("consent_withdrawn");
        assertThat(stopped.text("state")).isEqualTo("failed");
        assertThat(one.kinds(refused)).containsExactly("accepted", "attempt_started", "provider_refused");
        shop.consent(one.customer(), ConsentType.PROMOTIONAL, ConsentState.GRANTED);
        assertThat(one.resend(refused).status()).isEqualTo(201);
        assertThat(shop.received()).hasSize(2);
    }

    @Test
    void whileTheTenantIsSuspendedItIsRefusedAndMayGoLater() {
        Answer refused = one.refused();
        shop.with("suspended_at = now()");

        Answer stopped = one.resend(refused, "Idempotency-Key", "later");

        assertThat(stopped.status()).as(stopped.body()).isEqualTo(403);
        assertThat(stopped.code()).isEqualTo("tenant_suspended");
        assertThat(one.now(refused).text("state")).isEqualTo("failed");
        shop.with("suspended_at = null");
        assertThat(one.resend(refused, "Idempotency-Key", "later").status()).isEqualTo(201);
    }

    @Test
    void toACustomerWhoIsToBeErasedNothingGoes() {
        Answer refused = one.refused();
        ledger().execute("update customer set erasure_requested_at = now() where id = '" + one.customer() + "'");

        Answer stopped = one.resend(refused);

        assertThat(stopped.status()).as(stopped.body()).isEqualTo(409);
        assertThat(stopped.code()).isEqualTo("not_resendable");
        assertThat(shop.received()).hasSize(1);
    }

    @Test
    void overTheDailyLimitItStaysAsItWasAndDoesNotWaitForAUnit() {
        Answer refused = one.refused("promotional");
        ledger().execute("insert into tier (name, daily_limit) values ('one', 1) on conflict do nothing");
        shop.with("tier = 'one'");
        assertThat(one.send("promotional").status()).isEqualTo(201);

        Answer over = one.resend(refused);

        assertThat(over.status()).as(over.body()).isEqualTo(429);
        assertThat(over.code()).isEqualTo("over_daily_limit");
        assertThat(over.header("Retry-After")).isNotBlank();
        assertThat(over.text("next_free_at")).isNotBlank();
        assertThat(one.now(refused).text("state")).isEqualTo("failed");
        assertThat(one.waiting()).isZero();
    }

    @Test
    void pastItsValidityOrWithoutItsTextItIs409() {
        Answer refused = one.refused();
        api().clock().advance(Duration.ofHours(25));
        assertThat(one.resend(refused).text("detail")).contains("validity");
        api().clock().reset();
        ledger().execute("update message set body = null, content_removed_at = now() where id = '"
                + refused.text("message_id") + "'");
        Answer without = one.resend(refused);
        assertThat(without.code()).isEqualTo("not_resendable");
        assertThat(without.text("detail")).contains("text");
        assertThat(shop.received()).hasSize(1);
    }
}
