package ai.tulia.messaging.twiliosimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.twilio.rest.api.v2010.account.Message;
import com.twilio.type.PhoneNumber;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatusCallbacksTest {
    private final TwilioSimulator simulator =
            TwilioSimulator.start(TwilioSimulatorOptions.defaults().withCallbackDelay(Duration.ofMillis(20)));
    private final WebhookReceiver webhook = new WebhookReceiver();

    StatusCallbacksTest() throws IOException {}

    @AfterEach
    void stop() {
        simulator.close();
        webhook.close();
    }

    private Message send(String to, String from) {
        return Message.creator(new PhoneNumber(to), new PhoneNumber(from), "Hello")
                .setStatusCallback(URI.create(webhook.url("/cb/tenant-1/m1?a=1")))
                .create(Sdk.client(simulator));
    }

    private Message send() {
        return send("+14155550100", "+14155550199");
    }

    private void faults(FaultMode mode) {
        simulator.faults(List.of(FaultRule.of(mode)));
    }

    @Test
    void comeSignedForSentAndDeliveredButNotForQueued() {
        Message message = send();

        await().until(() -> webhook.deliveries().size() == 2);
        assertThat(webhook.statuses()).containsExactly("sent", "delivered");
        assertThat(webhook.deliveries()).allMatch(delivery -> delivery.isSignedWith(Sdk.TOKEN));
        assertThat(webhook.deliveries()).noneMatch(delivery -> delivery.isSignedWith("another"));
        assertThat(webhook.deliveries().getFirst().form())
                .containsEntry("MessageSid", message.getSid())
                .containsEntry("SmsSid", message.getSid())
                .containsEntry("AccountSid", Sdk.ACCOUNT)
                .containsEntry("From", "+14155550199")
                .containsEntry("To", "+14155550100")
                .containsEntry("ApiVersion", "2010-04-01")
                .doesNotContainKeys("ErrorCode", "ChannelPrefix");
    }

    @Test
    void carryTheChannelOnWhatsApp() {
        send("whatsapp:+14155550100", "whatsapp:+14155550199");

        await().until(() -> webhook.deliveries().size() == 2);
        assertThat(webhook.deliveries().getLast().form())
                .containsEntry("ChannelPrefix", "whatsapp")
                .containsEntry("EventType", "DELIVERED");
    }

    @Test
    void aRefusedCallbackIsTriedOnceMore() {
        webhook.failTheNext(1);

        send();

        await().untilAsserted(() -> assertThat(webhook.statuses()).containsExactly("sent", "sent", "delivered"));
    }

    @Test
    void aRefusedCallbackIsTriedAsOftenAsItsAddressAsksFor() {
        webhook.failTheNext(5);

        Message.creator(new PhoneNumber("+14155550100"), new PhoneNumber("+14155550199"), "Hello")
                .setStatusCallback(URI.create(webhook.url("/cb/1") + "#rp=5xx&rc=5"))
                .create(Sdk.client(simulator));

        await().untilAsserted(() -> assertThat(webhook.statuses())
                .containsExactly("sent", "sent", "sent", "sent", "sent", "sent", "delivered"));
    }

    @Test
    void anAddressThatNobodyListensAtHoldsNothingUp() {
        Message message = Message.creator(Sdk.TO, Sdk.FROM, "Hello")
                .setStatusCallback(URI.create("http://127.0.0.1:1/nobody"))
                .create(Sdk.client(simulator));

        await().until(() ->
                Message.fetcher(message.getSid()).fetch(Sdk.client(simulator)).getStatus() == Message.Status.DELIVERED);
    }

    @Test
    void duplicatedComeTwice() {
        faults(FaultMode.CALLBACK_DUP);

        send();

        await().untilAsserted(
                        () -> assertThat(webhook.statuses()).containsExactly("sent", "sent", "delivered", "delivered"));
    }

    @Test
    void reorderedComeWithTheLastFirst() {
        faults(FaultMode.CALLBACK_REORDER);

        send();

        await().untilAsserted(() -> assertThat(webhook.statuses()).containsExactly("delivered", "sent"));
    }

    @Test
    void earlyComesBeforeTheAnswer() {
        faults(FaultMode.CALLBACK_EARLY);

        send();

        assertThat(webhook.statuses()).startsWith("sent");
        await().untilAsserted(() -> assertThat(webhook.statuses()).containsExactly("sent", "delivered"));
    }

    @Test
    void lostNeverComeThoughTheStatusMovesOn() {
        faults(FaultMode.CALLBACK_LOST);

        send();

        await().until(() -> simulator.messages().getFirst().status() == MessageStatus.DELIVERED);
        assertThat(webhook.deliveries()).isEmpty();
    }

    @Test
    void readComesAfterDelivered() {
        faults(FaultMode.READ);

        send("whatsapp:+14155550100", "whatsapp:+14155550199");

        await().untilAsserted(() -> assertThat(webhook.statuses()).containsExactly("sent", "delivered", "read"));
    }

    @Test
    void failedEndsUndeliveredWithTheCode() {
        simulator.faults(List.of(FaultRule.of(FaultMode.CALLBACK_FAILED).withCode(63016)));

        Message message = send();

        await().untilAsserted(() -> assertThat(webhook.statuses()).containsExactly("sent", "undelivered"));
        assertThat(webhook.deliveries().getLast().form()).containsEntry("ErrorCode", "63016");
        assertThat(Message.fetcher(message.getSid())
                        .fetch(Sdk.client(simulator))
                        .getErrorCode())
                .isEqualTo(63016);
    }

    @Test
    void theSignatureIsTheOneOfTwiliosDocumentation() {
        Map<String, String> fields = Map.of(
                "CallSid", "CA1234567890ABCDE",
                "Caller", "+14158675309",
                "Digits", "1234",
                "From", "+14158675309",
                "To", "+18005551212");

        assertThat(TwilioSignature.sign("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", fields))
                .isEqualTo("RSOYDt4T1cUTdK1PDd93/VVr8B8=");
    }
}
