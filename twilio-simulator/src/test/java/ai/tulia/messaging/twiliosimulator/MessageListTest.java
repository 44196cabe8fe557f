package ai.tulia.messaging.twiliosimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.twilio.base.Page;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.type.PhoneNumber;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MessageListTest {
    private final TwilioSimulator simulator =
            TwilioSimulator.start(TwilioSimulatorOptions.defaults().withCallbackDelay(Duration.ofMillis(1)));
    private final TwilioRestClient client = Sdk.client(simulator);

    @AfterEach
    void stop() {
        simulator.close();
    }

    private void send(String to, String body) {
        Message.creator(new PhoneNumber(to), Sdk.FROM, body).create(client);
    }

    private static List<String> bodies(Iterable<Message> messages) {
        return StreamSupport.stream(messages.spliterator(), false)
                .map(Message::getBody)
                .toList();
    }

    @Test
    void theSdkFollowsThePagesNewestFirstWithoutGapOrRepetition() {
        IntStream.range(0, 25).forEach(i -> send("+14155550100", "text " + i));

        List<String> read = bodies(Message.reader().setPageSize(10L).read(client));

        assertThat(read)
                .isEqualTo(
                        IntStream.range(0, 25).mapToObj(i -> "text " + (24 - i)).toList());
    }

    @Test
    void pagesStayPutWhileNewMessagesComeIn() {
        IntStream.range(0, 4).forEach(i -> send("+14155550100", "text " + i));
        Page<Message> first = Message.reader().setPageSize(2L).firstPage(client);

        send("+14155550100", "latecomer");

        assertThat(bodies(first.getRecords())).containsExactly("text 3", "text 2");
        assertThat(bodies(Message.reader().nextPage(first, client).getRecords()))
                .containsExactly("text 1", "text 0");
    }

    @Test
    void filtersByRecipientAndSender() {
        send("+14155550100", "mine");
        send("+14155550101", "yours");

        assertThat(bodies(
                        Message.reader().setTo(new PhoneNumber("+14155550100")).read(client)))
                .containsExactly("mine");
        assertThat(bodies(Message.reader()
                        .setFrom(new PhoneNumber("+14155550177"))
                        .read(client)))
                .isEmpty();
        assertThat(bodies(Message.reader()
                        .setTo(new PhoneNumber("+14155550100"))
                        .setFrom(Sdk.FROM)
                        .read(client)))
                .containsExactly("mine");
    }

    @Test
    void filtersByTheTimeOfSending() {
        send("+14155550100", "now");
        await().until(() -> simulator.messages().getFirst().dateSent() != null);
        ZonedDateTime now = ZonedDateTime.now();

        assertThat(bodies(Message.reader().setDateSentAfter(now.minusHours(1)).read(client)))
                .containsExactly("now");
        assertThat(bodies(Message.reader().setDateSentAfter(now.plusHours(1)).read(client)))
                .isEmpty();
        assertThat(bodies(Message.reader().setDateSentBefore(now.minusHours(1)).read(client)))
                .isEmpty();
    }

    @Test
    void showsNoOtherAccountsMessages() {
        String other = "AC00000000000000000000000000000002";
        TwilioRestClient stranger = new TwilioRestClient.Builder(other, "other token")
                .httpClient(new Sdk.SendsOnce(simulator.address(), Duration.ofSeconds(5)))
                .build();
        send("+14155550100", "mine");
        String sid = simulator.messages().getFirst().sid();

        assertThat(bodies(Message.reader().read(stranger))).isEmpty();
        assertThat(Sdk.refusal(() -> Message.fetcher(sid).fetch(stranger)).getCode())
                .isEqualTo(20404);
    }
}
