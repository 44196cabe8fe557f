package ai.tulia.messaging.twiliosimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.type.PhoneNumber;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Few messages and requests are in memory, and all are known. */
class BoundedMemoryTest {
    private static final int KEEP = 10;
    private static final int MESSAGES = 60;
    private static final Duration SOON = Duration.ofMillis(1);

    @TempDir
    private Path folder;

    private TwilioSimulator start(int keep, Duration delay) {
        return TwilioSimulator.start(TwilioSimulatorOptions.defaults()
                .withJournal(folder.resolve("journal.jsonl"))
                .withKeep(keep)
                .withCallbackDelay(delay));
    }

    private TwilioSimulator start() {
        return start(KEEP, SOON);
    }

    private static PhoneNumber recipient(int number) {
        return new PhoneNumber("+1415555010" + number % 3);
    }

    private static String body(int number) {
        return "text " + number;
    }

    private static List<Message> sendAll(TwilioRestClient client) {
        return IntStream.range(0, MESSAGES)
                .mapToObj(i -> Message.creator(recipient(i), Sdk.FROM, body(i)).create(client))
                .toList();
    }

    private static void awaitDelivered(TwilioSimulator simulator) {
        await().until(() -> simulator.messages().stream().allMatch(m -> m.status() == MessageStatus.DELIVERED));
    }

    private static List<String> bodies(Iterable<Message> messages) {
        return StreamSupport.stream(messages.spliterator(), false)
                .map(Message::getBody)
                .toList();
    }

    private static List<String> newestFirst(IntStream numbers) {
        return numbers.mapToObj(BoundedMemoryTest::body).toList().reversed();
    }

    @Test
    void onlyTheNewestAreInMemoryAndAllAreListed() {
        try (TwilioSimulator simulator = start()) {
            sendAll(Sdk.client(simulator));

            assertThat(simulator.inMemory()).isEqualTo(2 * KEEP);
            assertThat(simulator.messages())
                    .extracting(ReceivedMessage::body)
                    .isEqualTo(newestFirst(IntStream.range(0, MESSAGES)));
            assertThat(simulator.requests())
                    .extracting(request -> request.field("Body"))
                    .isEqualTo(newestFirst(IntStream.range(0, MESSAGES)));
            assertThat(simulator.inMemory()).isEqualTo(2 * KEEP);
        }
    }

    @Test
    void withoutAJournalOfItsOwnItForgetsNothingEither() {
        try (TwilioSimulator simulator =
                TwilioSimulator.start(TwilioSimulatorOptions.defaults().withKeep(KEEP))) {
            sendAll(Sdk.client(simulator));

            assertThat(simulator.inMemory()).isEqualTo(2 * KEEP);
            assertThat(simulator.messages()).hasSize(MESSAGES);
            assertThat(simulator.requests()).hasSize(MESSAGES);
        }
    }

    @Test
    void anOldMessageIsFetchedListedRedactedAndDeleted() {
        try (TwilioSimulator simulator = start()) {
            TwilioRestClient client = Sdk.client(simulator);
            ZonedDateTime before = ZonedDateTime.now().minusMinutes(1);
            String oldest = sendAll(client).getFirst().getSid();
            awaitDelivered(simulator);

            assertThat(Message.fetcher(oldest).fetch(client))
                    .returns(body(0), Message::getBody)
                    .returns(Message.Status.DELIVERED, Message::getStatus);
            assertThat(bodies(Message.reader().setPageSize(7L).read(client)))
                    .isEqualTo(newestFirst(IntStream.range(0, MESSAGES)));
            assertThat(bodies(Message.reader()
                            .setTo(recipient(1))
                            .setDateSentAfter(before)
                            .setPageSize(7L)
                            .read(client)))
                    .isEqualTo(newestFirst(IntStream.range(0, MESSAGES).filter(i -> i % 3 == 1)));
            assertThat(bodies(Message.reader().setDateSentBefore(before).read(client)))
                    .isEmpty();

            assertThat(Message.updater(oldest).setBody("").update(client).getBody())
                    .isEmpty();
            assertThat(Message.fetcher(oldest).fetch(client).getBody()).isEmpty();
            assertThat(Message.deleter(oldest).delete(client)).isTrue();
            assertThat(Sdk.refusal(() -> Message.fetcher(oldest).fetch(client)).getCode())
                    .isEqualTo(20404);
            assertThat(simulator.messages()).hasSize(MESSAGES - 1);
        }
    }

    @Test
    void messagesThatAreInMemoryNoMoreAreDeliveredWithTheirCallbacks() throws Exception {
        try (WebhookReceiver webhook = new WebhookReceiver()) {
            try (TwilioSimulator first = start(KEEP, Duration.ofHours(1))) {
                TwilioRestClient client = Sdk.client(first);
                IntStream.range(0, MESSAGES)
                        .forEach(i -> Message.creator(recipient(i), Sdk.FROM, body(i))
                                .setStatusCallback(URI.create(webhook.url("/cb")))
                                .create(client));
            }

            try (TwilioSimulator second = start()) {
                await().until(() -> webhook.deliveries().size() == 2 * MESSAGES);
                assertThat(second.inMemory()).isEqualTo(2 * KEEP);
                for (ReceivedMessage message : second.messages()) {
                    assertThat(webhook.deliveries().stream()
                                    .filter(delivery ->
                                            message.sid().equals(delivery.form().get("MessageSid")))
                                    .map(delivery -> delivery.form().get("MessageStatus")))
                            .containsExactly("sent", "delivered");
                }
            }
        }
    }

    @Test
    void whatIsReadFromTheJournalIsWhatWasInMemory() {
        List<ReceivedMessage> messages;
        List<ReceivedRequest> requests;
        try (TwilioSimulator simulator = start(1000, SOON)) {
            TwilioRestClient client = Sdk.client(simulator);
            simulator.faults(List.of(
                    FaultRule.of(FaultMode.CALLBACK_FAILED).withCode(30003).withTimes(1),
                    FaultRule.of(FaultMode.READ).withTimes(1)));
            Sdk.send(simulator, "fails");
            Sdk.send(simulator, "is read");
            String redacted = Sdk.send(simulator, "is redacted").getSid();
            Message.creator(Sdk.TO, "MG00000000000000000000000000000001", "by a service")
                    .create(client);
            Sdk.refusal(() -> Sdk.send(simulator, ""));
            await().until(() -> simulator.messages().stream()
                    .map(ReceivedMessage::status)
                    .toList()
                    .equals(List.of(
                            MessageStatus.DELIVERED,
                            MessageStatus.DELIVERED,
                            MessageStatus.READ,
                            MessageStatus.UNDELIVERED)));
            Message.updater(redacted).setBody("").update(client);
            messages = simulator.messages();
            requests = simulator.requests();
        }

        try (TwilioSimulator simulator = start(1, SOON)) {
            assertThat(simulator.inMemory()).isEqualTo(2);
            assertThat(simulator.messages()).isEqualTo(messages);
            assertThat(simulator.requests()).isEqualTo(requests);
        }
    }

    @Test
    void whatWasClearedIsNotReadFromTheJournal() {
        try (TwilioSimulator simulator = start()) {
            TwilioRestClient client = Sdk.client(simulator);
            String oldest = sendAll(client).getFirst().getSid();
            awaitDelivered(simulator);

            simulator.reset();

            assertThat(simulator.inMemory()).isZero();
            assertThat(simulator.messages()).isEmpty();
            assertThat(Sdk.refusal(() -> Message.fetcher(oldest).fetch(client)).getCode())
                    .isEqualTo(20404);
            sendAll(client);
            assertThat(simulator.messages()).hasSize(MESSAGES);
            assertThat(simulator.requests()).hasSize(MESSAGES);
            assertThat(Collections.frequency(
                            bodies(Message.reader().setTo(recipient(0)).read(client)), body(0)))
                    .isOne();
        }
    }
}
