package ai.tulia.messaging.store.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageStatus;
import ai.tulia.messaging.store.message.MessageFilter;
import ai.tulia.messaging.store.message.MessageListQueries;
import ai.tulia.messaging.store.message.StoredMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessagesFoundByFilterTest extends FoundByFilter {
    private static final MessageFilter.Made EVER = MessageFilter.Made.EVER;

    @ParameterizedTest
    @EnumSource
    void messagesAreFoundByWhatTheyHave(Statistics statistics) {
        UUID template = UUID.randomUUID();
        begin(statistics, () -> {
            store.customers(tenant, 2, "null");
            messages(FEW, "-30 days", "0", "failed", "'" + template + "'", "'twilio_63016'", "sms");
            messages(MANY, "-1 day", "1", "sent", "null", "null", "whatsapp");
            store.ledger.execute("insert into message_metadata (tenant_id, key, value, message_id) select tenant_id,"
                    + " 'order', '4711', id from message where template_id is not null");
        });
        String rare = store.ledger.queryText("select customer_id from message where channel = 'sms'");
        Instant then = Instant.now().minus(Duration.ofDays(30));
        for (MessageFilter filter : List.of(
                filter().to(UUID.fromString(rare)),
                new MessageFilter(null, null, null, null, null, null, template, null, null, EVER),
                new MessageFilter(null, null, null, null, null, null, null, "twilio_63016", null, EVER),
                new MessageFilter(null, null, null, null, null, null, null, null, metadata("order", "4711"), EVER),
                new MessageFilter(
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        new MessageFilter.Made(then.minusSeconds(600), then.plusSeconds(600))),
                new MessageFilter(MessageStatus.FAILED, null, null, Channel.SMS, null, null, null, null, null, EVER))) {
            assertThat(reading(READ_FOR_FEW, () -> all(filter, 7)))
                    .as(filter.toString())
                    .hasSize(FEW)
                    .doesNotHaveDuplicates();
            assertThat(reading(
                            READ_FOR_FEW,
                            () -> store.bean(MessageListQueries.class).count(tenant, filter)))
                    .isEqualTo(FEW);
        }
        assertThat(reading(
                        READ_FOR_FEW,
                        () -> all(
                                new MessageFilter(
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        metadata("order", "4712"),
                                        EVER),
                                7)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatNoIndexKnowsIsLookedForAPageOfTheListAtATime(Statistics statistics) {
        begin(statistics, () -> {
            store.customers(tenant, 2, "null");
            messages(FEW, "-30 days", "0", "sent", "null", "null", "sms");
            messages(MANY, "-1 day", "1", "sent", "null", "null", "whatsapp");
        });
        var bySms = new MessageFilter(null, null, null, Channel.SMS, null, null, null, null, null, EVER);
        UUID before = null;
        var found = new ArrayList<UUID>();
        int pages = 0;
        do {
            UUID from = before;
            MessageListQueries.Listed page = reading(
                    2L * MessageListQueries.LOOKED_THROUGH + READ_FOR_FEW,
                    () -> store.bean(MessageListQueries.class).page(tenant, bySms, from, 7));
            page.messages().forEach(message -> found.add(message.id()));
            before = page.messages().size() == 7 ? page.messages().getLast().id() : page.lookedThroughTo();
            pages++;
        } while (before != null);
        assertThat(found).hasSize(FEW).doesNotHaveDuplicates();
        assertThat(pages).isBetween(MANY / MessageListQueries.LOOKED_THROUGH, 10);
    }

    private List<UUID> all(MessageFilter filter, int limit) {
        var found = new ArrayList<UUID>();
        UUID before = null;
        do {
            List<StoredMessage> page = store.bean(MessageListQueries.class)
                    .page(tenant, filter, before, limit)
                    .messages();
            page.forEach(message -> found.add(message.id()));
            before = page.size() == limit ? page.getLast().id() : null;
        } while (before != null);
        return found;
    }

    private static MessageFilter filter() {
        return new MessageFilter(null, null, null, null, null, null, null, null, null, EVER);
    }

    private static MessageFilter.Metadata metadata(String key, String value) {
        return new MessageFilter.Metadata(key, value);
    }

    private void messages(
            int count, String age, String customer, String status, String template, String failure, String channel) {
        store.ledger.execute("insert into message (tenant_id, id, customer_id, message_type, channel, status, state,"
                + " over_limit, expires_at, created_at, changed_at, template_id, failure_code) select '" + tenant
                + "', uuidv7(interval '" + age + "'), (select id from customer where tenant_id = '" + tenant
                + "' order by id offset " + customer + " limit 1), 'transactional', '" + channel + "', '" + status
                + "', upper('" + status + "'), 'DEFER', now(), now() + interval '" + age + "', now(), " + template
                + ", "
                + failure + " from generate_series(1, " + count + ")");
    }
}
