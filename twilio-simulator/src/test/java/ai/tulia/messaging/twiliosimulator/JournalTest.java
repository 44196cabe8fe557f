package ai.tulia.messaging.twiliosimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.twilio.rest.api.v2010.account.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    private Path folder;

    private TwilioSimulator start(Duration delay) {
        return TwilioSimulator.start(TwilioSimulatorOptions.defaults()
                .withJournal(folder.resolve("journal.jsonl"))
                .withCallbackDelay(delay));
    }

    private TwilioSimulator start() {
        return start(Duration.ofMillis(1));
    }

    private static void awaitDelivered(TwilioSimulator simulator) {
        await().until(() -> simulator.messages().stream().allMatch(m -> m.status() == MessageStatus.DELIVERED));
    }

    @Test
    void whatWasReceivedOutlivesARestart() {
        List<ReceivedMessage> messages;
        List<ReceivedRequest> requests;
        try (TwilioSimulator first = start()) {
            Sdk.send(first, "one");
            Sdk.send(first, "two");
            Sdk.refusal(() -> Sdk.send(first, ""));
            awaitDelivered(first);
            messages = first.messages();
            requests = first.requests();
        }

        try (TwilioSimulator second = start()) {
            assertThat(second.messages()).isEqualTo(messages);
            assertThat(second.requests()).isEqualTo(requests).hasSize(3);
        }
    }

    @Test
    void aTornLastLineIsForgottenAndTheRestKept() throws IOException {
        try (TwilioSimulator first = start()) {
            Sdk.send(first, "one");
            awaitDelivered(first);
        }
        Files.writeString(folder.resolve("journal.jsonl"), "{\"type\":\"posted\",\"requ", StandardOpenOption.APPEND);

        try (TwilioSimulator second = start()) {
            Sdk.send(second, "two");
            awaitDelivered(second);
        }
        try (TwilioSimulator third = start()) {
            assertThat(third.messages()).extracting(ReceivedMessage::body).containsExactly("two", "one");
        }
    }

    @Test
    void aMessageUnderWayGoesOnAfterARestart() {
        try (TwilioSimulator first = start(Duration.ofHours(1))) {
            first.faults(List.of(FaultRule.of(FaultMode.CALLBACK_FAILED).withCode(30003)));
            Sdk.send(first, "one");
        }

        try (TwilioSimulator second = start()) {
            await().untilAsserted(() ->
                    assertThat(second.messages().getFirst().status()).isEqualTo(MessageStatus.UNDELIVERED));
            assertThat(second.messages().getFirst().errorCode()).isEqualTo(30003);
        }
    }

    @Test
    void anAccountKeepsItsTokenAndWhatWasResetStaysForgotten() {
        try (TwilioSimulator first = start()) {
            Sdk.send(first, "one");
            awaitDelivered(first);
            first.reset();
        }

        try (TwilioSimulator second = start()) {
            assertThat(second.messages()).isEmpty();
            assertThat(second.requests()).isEmpty();
            assertThat(Sdk.refusal(() -> Message.creator(Sdk.TO, Sdk.FROM, "Hi")
                                    .create(Sdk.client(second, Sdk.ACCOUNT, "guessed", Duration.ofSeconds(5))))
                            .getCode())
                    .isEqualTo(20003);
        }
    }

    @Test
    void aSecondSimulatorOnTheSameJournalIsRefused() {
        try (TwilioSimulator first = start()) {
            assertThat(first.messages()).isEmpty();
            assertThatThrownBy(this::start).hasStackTraceContaining("is in use by another simulator");
        }
    }
}
