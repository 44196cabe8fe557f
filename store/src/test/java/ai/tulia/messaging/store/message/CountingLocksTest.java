package ai.tulia.messaging.store.message;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.StopReason;
import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.testing.TestLedger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Two lanes that count into the same rows, on connections whose counts share a slot. */
class CountingLocksTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final int SLOTS = 8;
    private static final int ROUNDS = 40;
    private final TestLedger ledger = TestLedger.fresh();
    private final UUID tenant = ledger.tenant("counts");
    private final UUID broadcast = Ids.next();
    private final List<Lane> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Lane::close);
    }

    /** One database connection and the transitions on it. */
    private record Lane(SingleConnectionDataSource source, JdbcClient jdbc, int pid) {
        int slot() {
            return pid % SLOTS;
        }

        void close() {
            source.destroy();
        }

        MessageTransitions transitions() {
            return new MessageTransitions(jdbc);
        }
    }

    @Test
    void twoClaimsWithMixedDecisionsNeverDeadlock() throws Exception {
        var pair = twoWithTheSameSlot();
        customer();
        for (int round = 0; round < ROUNDS; round++) {
            List<Transition> one = List.of(deferred(), stopped());
            List<Transition> other = List.of(stopped(), deferred());
            race(pair, lane -> lane.transitions().apply(tenant, lane == pair.getFirst() ? one : other, NOW));
        }
        assertThat(ledger.queryText("select sum(messages)::text from broadcast_count where state = 'REFUSED'"))
                .isEqualTo(Integer.toString(2 * ROUNDS));
    }

    /** As a reconciliation has: what each of them counts first the other counts next. */
    @Test
    void twoWithTwoStatementsEachNeverDeadlock() throws Exception {
        var pair = twoWithTheSameSlot();
        customer();
        List<List<Transition>> orders = List.of(List.of(deferred(), stopped()), List.of(stopped(), deferred()));
        try (var threads = Executors.newFixedThreadPool(2)) {
            CompletableFuture<?>[] other = new CompletableFuture<?>[1];
            inTransaction(pair.getFirst(), lane -> {
                lane.transitions().apply(orders.getFirst().getFirst(), NOW);
                other[0] = CompletableFuture.runAsync(
                        () -> inTransaction(
                                pair.getLast(),
                                theirs -> orders.getLast()
                                        .forEach(each -> theirs.transitions().apply(each, NOW))),
                        threads);
                untilItWaits(pair.getLast());
                lane.transitions().apply(orders.getFirst().getLast(), NOW);
            });
            other[0].get(20, TimeUnit.SECONDS);
        }
        assertThat(ledger.queryText("select sum(messages)::text from broadcast_count where state = 'REFUSED'"))
                .isEqualTo("2");
    }

    private void untilItWaits(Lane lane) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!"Lock"
                .equals(ledger.queryText("select wait_event_type from pg_stat_activity where pid = " + lane.pid()))) {
            assertThat(System.nanoTime()).as("20 s until it waits for a lock").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private void race(List<Lane> lanes, Consumer<Lane> work) {
        try (var threads = Executors.newFixedThreadPool(lanes.size())) {
            CompletableFuture.allOf(lanes.stream()
                            .map(lane -> CompletableFuture.runAsync(() -> inTransaction(lane, work), threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }
    }

    private void inTransaction(Lane lane, Consumer<Lane> work) {
        try {
            Connection connection = lane.source().getConnection();
            connection.setAutoCommit(false);
            try {
                lane.jdbc()
                        .sql("select set_config('tulia.tenant_id', ?, true)")
                        .param(tenant.toString())
                        .query(String.class)
                        .single();
                work.accept(lane);
                connection.commit();
            } catch (RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of one more connections than slots, two have the same. */
    private List<Lane> twoWithTheSameSlot() {
        Lane[] bySlot = new Lane[SLOTS];
        while (true) {
            Lane lane = open();
            if (bySlot[lane.slot()] != null) {
                return Arrays.asList(bySlot[lane.slot()], lane);
            }
            bySlot[lane.slot()] = lane;
        }
    }

    private Lane open() {
        var source = new SingleConnectionDataSource(ledger.url(), "tulia_app", property("tulia.db.app-password"), true);
        var jdbc = JdbcClient.create(source);
        int pid = jdbc.sql("select pg_backend_pid()").query(Integer.class).single();
        var lane = new Lane(source, jdbc, pid);
        opened.add(lane);
        return lane;
    }

    private String property(String name) {
        return ledger.properties().stream()
                .filter(each -> each.startsWith(name + "="))
                .map(each -> each.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    private Transition deferred() {
        return new Transition.Deferred(
                message("'WAITING', 'scheduled'"),
                new DispatchDecision.Wait(NOW.plusSeconds(60), WaitReason.QUIET_HOURS, List.of()));
    }

    private Transition stopped() {
        return new Transition.Stopped(
                message("'ACCEPTED', null"), new DispatchDecision.Stop(StopReason.OPTED_OUT, List.of()));
    }

    private void customer() {
        ledger.execute("insert into customer (tenant_id, id, phone_number, created_at, updated_at) values ('" + tenant
                + "', '" + tenant + "', '+4915112345678', now(), now()) on conflict do nothing");
    }

    /** @param stateAndReason as SQL: what is deferred and what is stopped counts into other rows */
    private MessageRef message(String stateAndReason) {
        var ref = new MessageRef(tenant, Ids.next());
        UUID recipient = Ids.next();
        ledger.execute("insert into customer (tenant_id, id, phone_number, created_at, updated_at) values ('" + tenant
                + "', '" + recipient + "', '" + recipient + "', now(), now())");
        ledger.execute("insert into message (tenant_id, id, customer_id, broadcast_id, message_type, channel, status,"
                + " state, waiting_reason, over_limit, expires_at, created_at, changed_at) values ('" + tenant + "', '"
                + ref.messageId() + "', '" + recipient + "', '" + broadcast
                + "', 'promotional', 'whatsapp', 'pending', " + stateAndReason
                + ", 'DEFER', now() + interval '1 hour', now(), now())");
        return ref;
    }
}
