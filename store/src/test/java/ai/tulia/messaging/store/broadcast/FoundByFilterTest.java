package ai.tulia.messaging.store.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageStatus;
import ai.tulia.messaging.store.customer.Customer;
import ai.tulia.messaging.store.customer.CustomerFilter;
import ai.tulia.messaging.store.customer.CustomerSearch;
import ai.tulia.messaging.store.message.MessageFilter;
import ai.tulia.messaging.store.message.MessageListQueries;
import ai.tulia.messaging.store.message.StoredMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people look for costs what is found, and a bounded look beside it: rows are counted as they are read. */
class FoundByFilterTest {
    private static final int MANY = 40_000;
    private static final int FEW = 20;
    /** Each a few times. */
    private static final long READ_FOR_FEW = 20L * FEW;

    private static final long NEWEST = 5_000;

    /** What the planner knows. */
    enum Statistics {
        NONE,
        /** From before the tenant came. */
        OF_OTHERS,
        OF_ALL
    }

    private final PlanFixture store = new PlanFixture();
    private UUID tenant;

    @AfterEach
    void close() {
        store.close();
    }

    private void begin(Statistics statistics, Runnable rows) {
        store.noAutovacuum("customer", "message", "message_metadata");
        if (statistics == Statistics.OF_OTHERS) {
            UUID other = store.tenant(null);
            store.customers(other, 300, "null");
            rareCustomers(other);
            store.ledger.execute("analyze");
        }
        tenant = store.tenant(null);
        rows.run();
        if (statistics == Statistics.OF_ALL) {
            store.ledger.execute("analyze");
        }
    }

    private void rareCustomers(UUID of) {
        store.ledger.execute("insert into customer (tenant_id, id, phone_number, name, tags, attributes, created_at,"
                + " updated_at) select '" + of + "', uuidv7(), '+3361234' || (5000 + n), 'Zoë O''Quitten_baum ' || n,"
                + " '{vip}', '{\"plan\": \"gold\", \"visits\": 7, \"member\": true}', now(), now()"
                + " from generate_series(1, " + FEW + ") n");
    }

    @ParameterizedTest
    @EnumSource
    void rareCustomersAreFoundAmongMany(Statistics statistics) {
        begin(statistics, () -> {
            rareCustomers(tenant);
            store.customers(tenant, MANY, "null");
        });
        for (CustomerFilter filter : List.of(
                named("QUITTEN_B"),
                named("zo"),
                new CustomerFilter(null, "612345", null, null, null),
                new CustomerFilter(null, "+3361234", null, null, null),
                new CustomerFilter(null, null, null, "vip", null),
                has("plan", "gold"),
                has("visits", "7"),
                has("member", "true"),
                new CustomerFilter(null, "3361", "baum", "vip", new CustomerFilter.Attribute("plan", "gold")))) {
            var found = new ArrayList<Customer>();
            List<Customer> page = page(filter, null);
            while (!page.isEmpty()) {
                found.addAll(page);
                page = page(filter, page.getLast().id());
            }
            assertThat(found).as(filter.toString()).hasSize(FEW).doesNotHaveDuplicates();
            assertThat(reading(
                            READ_FOR_FEW, () -> store.bean(CustomerSearch.class).count(tenant, filter)))
                    .isEqualTo(FEW);
        }
        for (CustomerFilter nobody :
                List.of(named("quittenxb"), named("ënn"), has("plan", "silver"), has("visits", "8"))) {
            assertThat(page(nobody, null)).as(nobody.toString()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatManyHaveIsFoundAmongTheNewest(Statistics statistics) {
        begin(statistics, () -> store.customers(tenant, MANY, "null"));
        assertThat(reading(READ_FOR_FEW, () -> store.bean(CustomerSearch.class).page(tenant, named("ana"), null, FEW)))
                .hasSize(FEW);
        assertThat(reading(
                        READ_FOR_FEW,
                        () -> store.bean(CustomerSearch.class)
                                .page(tenant, new CustomerFilter(null, null, null, null, null), null, FEW)))
                .hasSize(FEW);
        assertThat(reading(
                        CustomerSearch.MAX_COUNTED + READ_FOR_FEW,
                        () -> store.bean(CustomerSearch.class).count(tenant, named("ana"))))
                .isEqualTo(CustomerSearch.MAX_COUNTED);
        String number = store.ledger.queryText("select phone_number from customer where tenant_id = '" + tenant + "'");
        assertThat(reading(
                        READ_FOR_FEW,
                        () -> store.bean(CustomerSearch.class)
                                .page(tenant, new CustomerFilter(number, null, "an", null, null), null, FEW)))
                .singleElement()
                .returns(number, customer -> customer.profile().phoneNumber());
    }

    private List<Customer> page(CustomerFilter filter, UUID before) {
        return reading(
                NEWEST + READ_FOR_FEW, () -> store.bean(CustomerSearch.class).page(tenant, filter, before, 7));
    }

    private static CustomerFilter named(String name) {
        return new CustomerFilter(null, null, name, null, null);
    }

    private static CustomerFilter has(String key, String value) {
        return new CustomerFilter(null, null, null, null, new CustomerFilter.Attribute(key, value));
    }

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
                new MessageFilter(null, null, null, null, null, null, template, null, null, null, null),
                new MessageFilter(null, null, null, null, null, null, null, "twilio_63016", null, null, null),
                new MessageFilter(
                        null, null, null, null, null, null, null, null, metadata("order", "4711"), null, null),
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
                        then.minusSeconds(600),
                        then.plusSeconds(600)),
                new MessageFilter(
                        MessageStatus.FAILED, null, null, Channel.SMS, null, null, null, null, null, null, null))) {
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
                                        null,
                                        null),
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
        var bySms = new MessageFilter(null, null, null, Channel.SMS, null, null, null, null, null, null, null);
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
        return new MessageFilter(null, null, null, null, null, null, null, null, null, null, null);
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

    private <T> T reading(long most, Supplier<T> work) {
        return store.in(tenant, () -> {
            long before = rowsRead();
            T result = work.get();
            assertThat(rowsRead() - before).as("rows read").isLessThan(most);
            return result;
        });
    }

    private long rowsRead() {
        return store.bean(JdbcClient.class)
                .sql("select sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) from pg_stat_xact_user_tables")
                .query(Long.class)
                .single();
    }
}
