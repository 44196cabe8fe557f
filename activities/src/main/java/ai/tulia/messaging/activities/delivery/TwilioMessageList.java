package ai.tulia.messaging.activities.delivery;

import ai.tulia.messaging.domain.delivery.DeliveryReport;
import ai.tulia.messaging.domain.delivery.ListedMessage;
import ai.tulia.messaging.store.inbound.ReceivedMessage;
import com.twilio.base.Page;
import com.twilio.http.HttpClient;
import com.twilio.http.Request;
import com.twilio.http.Response;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageReader;
import com.twilio.type.PhoneNumber;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Lists an account's messages at the provider, page after page. Reading is safe to repeat. */
@Component
public class TwilioMessageList {
    /** The most that Twilio gives at once. */
    private static final int PAGE = 1_000;

    private final TwilioTransport transport;

    TwilioMessageList(TwilioTransport transport) {
        this.transport = transport;
    }

    /**
     * The newest first.
     *
     * @param more asked with each page: whether another one is wanted
     */
    public void newestFirst(String accountSid, String authToken, Predicate<List<ListedMessage>> more) {
        read(Message.reader(accountSid), accountSid, authToken, more);
    }

    /** Those that the provider sent in this time; what is still in its queue has no such time. */
    public void sentBetween(
            String accountSid, String authToken, Instant from, Instant until, Predicate<List<ListedMessage>> more) {
        MessageReader reader = Message.reader(accountSid)
                .setDateSentAfter(from.atZone(ZoneOffset.UTC))
                .setDateSentBefore(until.atZone(ZoneOffset.UTC));
        read(reader, accountSid, authToken, more);
    }

    /** What customers wrote to this sender from then on. Ids of users are not listed, nor where media are. */
    public void receivedSince(
            String accountSid, String authToken, String sender, Instant from, Consumer<List<ReceivedMessage>> each) {
        MessageReader reader =
                Message.reader(accountSid).setTo(new PhoneNumber(sender)).setDateSentAfter(from.atZone(ZoneOffset.UTC));
        pages(reader, accountSid, authToken, page -> {
            each.accept(page.stream()
                    .filter(message -> message.getDirection() == Message.Direction.INBOUND)
                    .map(TwilioMessageList::received)
                    .toList());
            return true;
        });
    }

    private void read(MessageReader reader, String accountSid, String authToken, Predicate<List<ListedMessage>> more) {
        pages(
                reader,
                accountSid,
                authToken,
                page -> more.test(page.stream()
                        .filter(message -> message.getDirection() != Message.Direction.INBOUND)
                        .map(TwilioMessageList::listed)
                        .toList()));
    }

    private void pages(MessageReader reader, String accountSid, String authToken, Predicate<List<Message>> more) {
        var client = new TwilioRestClient.Builder(accountSid, authToken)
                .accountSid(accountSid)
                .httpClient(new Once(transport))
                .build();
        reader.pageSize(PAGE);
        Page<Message> page = reader.firstPage(client);
        while (more.test(page.getRecords()) && page.hasNextPage()) {
            page = reader.nextPage(page, client);
        }
    }

    private static ReceivedMessage received(Message message) {
        return new ReceivedMessage(
                message.getSid(),
                message.getFrom().toString(),
                message.getTo(),
                Objects.requireNonNullElse(message.getBody(), ""),
                List.of(),
                null,
                null,
                null,
                Objects.requireNonNull(message.getDateCreated()).toInstant());
    }

    private static ListedMessage listed(Message message) {
        Message.Status status = message.getStatus();
        PhoneNumber from = message.getFrom();
        return new ListedMessage(
                message.getSid(),
                from == null ? null : from.toString(),
                message.getTo(),
                message.getBody(),
                Objects.requireNonNull(message.getDateCreated()).toInstant(),
                new DeliveryReport(status == null ? "" : status.toString(), message.getErrorCode()));
    }

    /** The one pool, without the SDK's own repetitions. */
    private static final class Once extends HttpClient {
        private final TwilioTransport transport;

        Once(TwilioTransport transport) {
            this.transport = transport;
        }

        @Override
        public Response reliableRequest(Request request) {
            return makeRequest(request);
        }

        @Override
        public Response makeRequest(Request request) {
            return transport.send(request, () -> true);
        }
    }
}
