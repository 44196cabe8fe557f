package ai.tulia.messaging.twiliosimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.twilio.exception.ApiException;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.Account;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.type.PhoneNumber;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MessagesThroughSdkTest {
    private final TwilioSimulator simulator = TwilioSimulator.start(TwilioSimulatorOptions.defaults());
    private final TwilioRestClient client = Sdk.client(simulator);

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void answersANewMessageAsTwilioDoes() {
        Message message = Message.creator(Sdk.TO, Sdk.FROM, "Hello").create(client);

        assertThat(message.getSid()).matches("SM[0-9a-f]{32}");
        assertThat(message.getStatus()).isEqualTo(Message.Status.QUEUED);
        assertThat(message.getAccountSid()).isEqualTo(Sdk.ACCOUNT);
        assertThat(message.getTo()).isEqualTo("+14155550100");
        assertThat(message.getFrom()).hasToString("+14155550199");
        assertThat(message.getBody()).isEqualTo("Hello");
        assertThat(message.getNumSegments()).isEqualTo("1");
        assertThat(message.getNumMedia()).isEqualTo("0");
        assertThat(message.getDirection()).isEqualTo(Message.Direction.OUTBOUND_API);
        assertThat(message.getDateCreated()).isCloseTo(ZonedDateTime.now(), within(5, ChronoUnit.SECONDS));
        assertThat(message.getDateSent()).isNull();
        assertThat(message.getErrorCode()).isNull();
        assertThat(message.getSubresourceUris()).containsKey("media");
    }

    @Test
    void showsAnAccountToItsOwnTokenAlone() {
        Account account = Account.fetcher(Sdk.ACCOUNT).fetch(client);

        assertThat(account.getSid()).isEqualTo(Sdk.ACCOUNT);
        assertThat(account.getStatus()).isEqualTo(Account.Status.ACTIVE);
        var other = Sdk.client(simulator, Sdk.ACCOUNT, "another-token", Duration.ofSeconds(10));
        assertThat(Sdk.refusal(() -> Account.fetcher(Sdk.ACCOUNT).fetch(other)).getCode())
                .isEqualTo(20003);
    }

    @Test
    void recordsWhatItReceived() {
        Message message = Message.creator(
                        new PhoneNumber("whatsapp:+14155550100"), new PhoneNumber("whatsapp:+14155550199"), (String)
                                null)
                .setContentSid("HX00000000000000000000000000000001")
                .setContentVariables("{\"1\":\"Ann\"}")
                .setValidityPeriod(3600)
                .create(client);

        assertThat(simulator.messages()).singleElement().satisfies(received -> {
            assertThat(received.sid()).isEqualTo(message.getSid());
            assertThat(received.to()).isEqualTo("whatsapp:+14155550100");
            assertThat(received.contentVariables()).isEqualTo("{\"1\":\"Ann\"}");
            assertThat(received.validityPeriod()).isEqualTo(3600);
        });
        assertThat(simulator.requests()).singleElement().satisfies(request -> {
            assertThat(request.status()).isEqualTo(201);
            assertThat(request.accepted()).isTrue();
            assertThat(request.sid()).isEqualTo(message.getSid());
            assertThat(request.field("ContentSid")).isEqualTo("HX00000000000000000000000000000001");
        });
    }

    @Test
    void aMessagingServiceAcceptsFirstAndPicksItsSenderLater() {
        Message message = Message.creator(Sdk.TO, "MG00000000000000000000000000000001", "Hello")
                .create(client);

        assertThat(message.getStatus()).isEqualTo(Message.Status.ACCEPTED);
        assertThat(message.getFrom()).isNull();
        await().untilAsserted(() -> assertThat(Message.fetcher(message.getSid()).fetch(client))
                .satisfies(sent -> assertThat(sent.getStatus()).isEqualTo(Message.Status.DELIVERED))
                .satisfies(sent -> assertThat(sent.getFrom()).isNotNull()));
    }

    @Test
    void theStatusMovesOnToDelivered() {
        Message message = Message.creator(Sdk.TO, Sdk.FROM, "Hello").create(client);

        await().untilAsserted(() -> assertThat(Message.fetcher(message.getSid()).fetch(client))
                .satisfies(now -> assertThat(now.getStatus()).isEqualTo(Message.Status.DELIVERED))
                .satisfies(now -> assertThat(now.getDateSent()).isNotNull()));
    }

    @Test
    void aScheduledMessageCanBeCanceledAndOnlyThen() {
        Message scheduled = Message.creator(Sdk.TO, "MG00000000000000000000000000000001", "Later")
                .setScheduleType(Message.ScheduleType.FIXED)
                .setSendAt(ZonedDateTime.now(ZoneOffset.UTC).plusHours(1))
                .create(client);
        assertThat(scheduled.getStatus()).isEqualTo(Message.Status.SCHEDULED);

        Message canceled = Message.updater(scheduled.getSid())
                .setStatus(Message.UpdateStatus.CANCELED)
                .update(client);
        assertThat(canceled.getStatus()).isEqualTo(Message.Status.CANCELED);

        ApiException again = Sdk.refusal(() -> Message.updater(scheduled.getSid())
                .setStatus(Message.UpdateStatus.CANCELED)
                .update(client));
        assertThat(again.getCode()).isEqualTo(30409);
    }

    @Test
    void aFinishedMessageCanBeRedactedAndDeleted() {
        String sid = Message.creator(Sdk.TO, Sdk.FROM, "Secret").create(client).getSid();
        await().until(() -> Message.fetcher(sid).fetch(client).getStatus() == Message.Status.DELIVERED);

        assertThat(Message.updater(sid).setBody("").update(client).getBody()).isEmpty();
        assertThat(simulator.messages())
                .singleElement()
                .extracting(ReceivedMessage::body)
                .isEqualTo("");

        assertThat(Message.deleter(sid).delete(client)).isTrue();
        assertThat(Sdk.refusal(() -> Message.fetcher(sid).fetch(client)).getCode())
                .isEqualTo(20404);
    }

    @Test
    void anApiKeyWorksForItsAccount() {
        TwilioRestClient byKey =
                Sdk.client(simulator, "SK00000000000000000000000000000001", "secret", Duration.ofSeconds(5));

        assertThat(Message.creator(Sdk.TO, Sdk.FROM, "Hello").create(byKey).getAccountSid())
                .isEqualTo(Sdk.ACCOUNT);
    }

    @Test
    void anotherTokenThanTheFirstIsRefused() {
        Message.creator(Sdk.TO, Sdk.FROM, "Hello").create(client);
        TwilioRestClient stranger = Sdk.client(simulator, Sdk.ACCOUNT, "guessed", Duration.ofSeconds(5));

        ApiException refusal =
                Sdk.refusal(() -> Message.creator(Sdk.TO, Sdk.FROM, "Hi").create(stranger));

        assertThat(refusal.getStatusCode()).isEqualTo(401);
        assertThat(refusal.getCode()).isEqualTo(20003);
        assertThat(simulator.messages()).hasSize(1);
        assertThat(simulator.requests().getFirst())
                .returns(401, ReceivedRequest::status)
                .returns(false, ReceivedRequest::accepted);
    }
}
