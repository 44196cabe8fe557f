package ai.tulia.messaging.store.quota;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.quota.QuotaAnswer.Verdict;
import ai.tulia.messaging.store.StoreConfiguration;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.store.message.Schedule;
import ai.tulia.messaging.store.message.Transition;
import ai.tulia.messaging.store.testing.TestLedger;
import ai.tulia.messaging.store.testing.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** The real counters on a ledger and a Redis of their own. */
final class QuotaFixture implements AutoCloseable {
    /** A Friday noon; the tests move on from it by the {@code now} argument. */
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    final TestLedger ledger = TestLedger.fresh();
    final TestRedis redis;
    final ConfigurableApplicationContext context;
    final QuotaCounters counters;
    final Reservations reservations;
    private final String answerWithin;

    /** Patient: a busy machine's slow Redis does not count as away. */
    QuotaFixture() {
        this("2s", TestRedis.start());
    }

    private QuotaFixture(String answerWithin, TestRedis redis) {
        this.answerWithin = answerWithin;
        this.redis = redis;
        this.context = process();
        this.counters = context.getBean(QuotaCounters.class);
        this.reservations = new Reservations(context::getBean);
    }

    /** With the product's own patience. */
    static QuotaFixture asInProduction() {
        return new QuotaFixture("150ms", TestRedis.start());
    }

    /** On a Redis that keeps what it is told in a file. */
    static QuotaFixture onDisk() {
        return new QuotaFixture("2s", TestRedis.startOnDisk());
    }

    @EnableAutoConfiguration
    @Import(StoreConfiguration.class)
    static class Store {}

    /** One more process on the same ledger and Redis. */
    ConfigurableApplicationContext process(String... more) {
        return processAt(redis.address(), more);
    }

    /** The same with an address of its own, as of another user. */
    ConfigurableApplicationContext processAt(String redisAddress, String... more) {
        var properties = new ArrayList<>(ledger.properties());
        properties.add("tulia.redis.url=" + redisAddress);
        properties.add("tulia.redis.answer-within=" + answerWithin);
        properties.addAll(List.of(more));
        return new SpringApplicationBuilder(Store.class)
                .web(WebApplicationType.NONE)
                .properties("spring.main.banner-mode=off", "logging.level.root=warn")
                .run(properties.stream().map(p -> "--" + p).toArray(String[]::new));
    }

    UUID tenant() {
        UUID tenant = ledger.tenant("quota");
        ledger.execute("insert into customer (tenant_id, id, phone_number, created_at, updated_at) values ('" + tenant
                + "', '" + tenant + "', '+4915112345678', now(), now())");
        return tenant;
    }

    /** Rows of accepted messages, older first. */
    List<UUID> messages(UUID tenant, int count) {
        List<UUID> ids = Stream.generate(Ids::next).limit(count).toList();
        String array = ids.stream().map(UUID::toString).collect(Collectors.joining(","));
        ledger.execute(
                "insert into message (tenant_id, id, customer_id, message_type, channel, status, state, over_limit,"
                        + " expires_at, created_at, changed_at) select '" + tenant + "', id, '" + tenant
                        + "', 'promotional', 'whatsapp', 'pending', 'ACCEPTED', 'DEFER', now(), now(), now()"
                        + " from unnest('{" + array + "}'::uuid[]) id");
        return ids;
    }

    MessageRef message(UUID tenant) {
        return new MessageRef(tenant, messages(tenant, 1).getFirst());
    }

    /** Moves it, as a caller's reschedule does: it gives its unit back, or its turn for one. */
    void release(MessageRef ref) {
        move(ref);
        counters.releaseInRedis(ref);
    }

    /** The same in the ledger alone: nobody has told Redis. */
    void move(MessageRef ref) {
        var wait = new DispatchDecision.Wait(NOON, WaitReason.SCHEDULED, List.of());
        context.getBean(TenantTransactions.class)
                .run(
                        ref.tenantId(),
                        () -> context.getBean(MessageTransitions.class)
                                .apply(new Transition.Rescheduled(ref, Schedule.at(NOON), NOON, wait), NOON));
    }

    /** Cancels them in the ledger alone: nobody has told Redis. */
    void end(UUID tenant, List<UUID> ids) {
        List<Transition> canceled = ids.stream()
                .<Transition>map(id -> new Transition.Canceled(new MessageRef(tenant, id), "test"))
                .toList();
        context.getBean(TenantTransactions.class)
                .run(tenant, () -> context.getBean(MessageTransitions.class).apply(tenant, canceled, NOON));
    }

    void loseRedis() {
        context.getBean(RedissonClient.class).getKeys().flushall();
    }

    /** The column of a message's row, as text. */
    String column(MessageRef ref, String sql) {
        return ledger.queryText("select " + sql + " from message where id = '" + ref.messageId() + "'");
    }

    /** How many grants of it the journal holds. */
    String journal(MessageRef ref) {
        return ledger.queryText(
                "select count(granted_at) from quota_grant_journal where message_id = '" + ref.messageId() + "'");
    }

    /** Tells Redis what the ledger wrote down while it was away. */
    void writeBackUntilDone() {
        var journal = context.getBean(QuotaJournalSweeper.class);
        until("the journal is empty", () -> {
            journal.writeBack();
            return "0".equals(ledger.queryText("select count(*) from quota_grant_journal"));
        });
    }

    /** Waits until Redis answers, and knows all that was granted. */
    void answersAgain(UUID tenant) {
        until(
                "Redis answers",
                () -> counters.look(tenant, limited(100_000, NOON)).verdict() == Verdict.GRANTED);
        writeBackUntilDone();
    }

    static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("30 s until " + what).isLessThan(deadline);
            LockSupport.parkNanos(50_000_000);
        }
    }

    static QuotaRequest limited(long limit, Instant now) {
        return new QuotaRequest(limit, true, false, 4, NOON, now);
    }

    /** @param now null = by Redis' own clock, or the process's while Redis is away */
    static QuotaRequest counted(long limit, @Nullable Instant now) {
        return new QuotaRequest(limit, false, true, 1, NOON, now);
    }

    @Override
    public void close() {
        context.close();
        redis.close();
    }
}
