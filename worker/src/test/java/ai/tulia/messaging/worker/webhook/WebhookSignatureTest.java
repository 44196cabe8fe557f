package ai.tulia.messaging.worker.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.store.database.Precondition;
import ai.tulia.messaging.store.secret.SecretBox;
import ai.tulia.messaging.store.testing.TestLedger;
import ai.tulia.messaging.store.webhook.WebhookEndpointRepository;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What receivers check with the official library of Standard Webhooks. */
class WebhookSignatureTest {
    private static Webhooks webhooks;
    private Receiver receiver;
    private UUID tenant;

    @BeforeAll
    static void start() {
        webhooks = new Webhooks(TestLedger.fresh());
    }

    @AfterAll
    static void stop() {
        webhooks.close();
    }

    @BeforeEach
    void aTenant() {
        webhooks.later(Duration.ZERO);
        receiver = new Receiver();
        tenant = webhooks.ledger.tenant("signatures");
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void theOfficialLibraryVerifiesWhatComesAndRefusesAnotherSecret() {
        var endpoint = webhooks.endpoint(tenant, receiver.url());
        var other = webhooks.endpoint(tenant, receiver.url());
        assertThat(endpoint.secret()).matches("whsec_[A-Za-z0-9+/]{43}=");
        webhooks.event(tenant, UUID.randomUUID(), 1);
        webhooks.deliver();
        assertThat(receiver.received).hasSize(2);
        assertThat(receiver.received)
                .filteredOn(got -> got.isSignedWith(endpoint.secret()))
                .hasSize(1);
        assertThat(receiver.received)
                .filteredOn(got -> got.isSignedWith(other.secret()))
                .hasSize(1);
        var body = receiver.received.getFirst().json();
        assertThat(body.get("type").asString()).isEqualTo("template.changed");
        assertThat(Instant.parse(body.get("timestamp").asString()))
                .isBetween(Instant.now().minus(Duration.ofMinutes(5)), Instant.now());
        assertThat(body.at("/data/n").asInt()).isEqualTo(1);
    }

    @Test
    void bothSecretsSignForADayAfterARotationAndTheOldOneNoLonger() {
        var endpoint = webhooks.endpoint(tenant, receiver.url());
        String second = rotated(endpoint.endpoint().id(), webhooks.now());
        webhooks.event(tenant, UUID.randomUUID(), 1);
        webhooks.deliver();
        var overlap = receiver.received.getFirst();
        assertThat(overlap.isSignedWith(endpoint.secret())).isTrue();
        assertThat(overlap.isSignedWith(second)).isTrue();

        String third = rotated(endpoint.endpoint().id(), webhooks.now().minus(Duration.ofHours(24)));
        webhooks.event(tenant, UUID.randomUUID(), 2);
        webhooks.deliver();
        var after = receiver.received.getLast();
        assertThat(after.isSignedWith(third)).isTrue();
        assertThat(after.isSignedWith(second)).isFalse();
        assertThat(after.isSignedWith(endpoint.secret())).isFalse();
    }

    @Test
    void aSecretOfBeforeSignsWithTheSameKeyWhichTheLibraryTakesInBase64() {
        var endpoint = webhooks.endpoint(tenant, receiver.url());
        String old = "a-secret_that-is-no-base64-of-the-old-kind_";
        byte[] sealed = webhooks.bean(SecretBox.class).seal(tenant, "tenant.notify_secret", old);
        webhooks.ledger.execute("update webhook_endpoint set secret_column = 'tenant.notify_secret', secret = '\\x"
                + HexFormat.of().formatHex(sealed) + "' where id = '"
                + endpoint.endpoint().id() + "'");
        webhooks.event(tenant, UUID.randomUUID(), 1);
        webhooks.deliver();
        String standard = "whsec_" + Base64.getEncoder().encodeToString(old.getBytes(StandardCharsets.UTF_8));
        assertThat(receiver.received.getFirst().isSignedWith(standard)).isTrue();

        String rotated = rotated(endpoint.endpoint().id(), webhooks.now());
        webhooks.event(tenant, UUID.randomUUID(), 2);
        webhooks.deliver();
        assertThat(receiver.received.getLast().isSignedWith(standard)).isTrue();
        assertThat(receiver.received.getLast().isSignedWith(rotated)).isTrue();
    }

    @Test
    void aSecretThatDoesNotOpenSendsNothingUnsignedUntilItIsRotated() {
        var endpoint = webhooks.endpoint(tenant, receiver.url());
        webhooks.ledger.execute("update webhook_endpoint set secret = '\\x00' where id = '"
                + endpoint.endpoint().id() + "'");
        webhooks.event(tenant, UUID.randomUUID(), 1);
        webhooks.deliver();
        assertThat(receiver.received).isEmpty();
        assertThat(webhooks.text("select error from webhook_attempt where tenant_id = '" + tenant + "'"))
                .isEqualTo("not sent: the secret cannot be read");
        assertThat(webhooks.text(
                        "select kind || ' ' || (detail ->> 'secret') from notice where tenant_id = '" + tenant + "'"))
                .isEqualTo("secret_unreadable webhook_secret");

        String rotated = rotated(endpoint.endpoint().id(), webhooks.now());
        webhooks.later(Duration.ofSeconds(10)); // the first failure is tried again after 5
        webhooks.deliver();
        assertThat(receiver.received).singleElement().returns(true, delivery -> delivery.isSignedWith(rotated));
    }

    @Test
    void theSecretIsSealedAtRest() {
        var endpoint = webhooks.endpoint(tenant, receiver.url());
        assertThat(webhooks.text("select e::text from webhook_endpoint e where id = '"
                        + endpoint.endpoint().id() + "'"))
                .doesNotContain(endpoint.secret())
                .doesNotContain(HexFormat.of().formatHex(endpoint.secret().getBytes(StandardCharsets.UTF_8)));
    }

    private String rotated(UUID endpoint, Instant at) {
        return webhooks.in(
                tenant,
                () -> webhooks.bean(WebhookEndpointRepository.class)
                        .rotate(tenant, endpoint, Precondition.NONE, at)
                        .orElseThrow()
                        .secret());
    }
}
