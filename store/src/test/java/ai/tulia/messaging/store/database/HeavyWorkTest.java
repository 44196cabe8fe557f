package ai.tulia.messaging.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.store.StoreConfiguration;
import ai.tulia.messaging.store.testing.TestLedger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What takes seconds holds up nobody else, and ends when nobody waits for it; whatever waits, ends. */
@Timeout(60)
class HeavyWorkTest {
    private static final TestLedger LEDGER = TestLedger.fresh();
    private static final UUID A = LEDGER.tenant("a");
    private static final UUID B = LEDGER.tenant("b");
    private static final Duration SOON = Duration.ofSeconds(5);

    private static ConfigurableApplicationContext beans;
    private static TenantTransactions transactions;
    private static HeavyWork heavy;

    private final AtomicBoolean abandoned = new AtomicBoolean();
    private final List<CompletableFuture<Integer>> sleeping = new ArrayList<>();

    @EnableAutoConfiguration
    @Import(StoreConfiguration.class)
    static class Store {}

    @BeforeAll
    static void open() {
        var properties = new ArrayList<>(LEDGER.properties());
        properties.add("tulia.db.pool-size=2");
        properties.add("tulia.db.heavy-pool-size=2");
        properties.add("tulia.db.statement-timeout=2s");
        properties.add("tulia.db.lock-timeout=500ms");
        beans = new SpringApplicationBuilder(Store.class)
                .web(WebApplicationType.NONE)
                .run(properties.stream().map(p -> "--" + p).toArray(String[]::new));
        transactions = beans.getBean(TenantTransactions.class);
        heavy = beans.getBean(HeavyWork.class);
    }

    @AfterAll
    static void close() {
        beans.close();
    }

    @AfterEach
    void endAll() {
        abandoned.set(true);
        await().atMost(SOON).until(() -> sleeping.stream().allMatch(CompletableFuture::isDone));
        assertThat(sleepers()).isZero();
    }

    @Test
    void aStatementMayTakeLongerThanAnother() {
        assertThat(heavy.call(A, () -> false, () -> transactions.call(A, () -> sleep(3))))
                .isOne();
    }

    @Test
    void nothingElseWaitsForIt() {
        sleeps(A);
        sleeps(B);
        await().until(() -> sleepers() == 2);
        assertThat(transactions.call(A, () -> seen())).isEqualTo("a");
        assertThat(transactions.call(B, () -> seen())).isEqualTo("b");
    }

    @Test
    void aTenantHasSoMuchAtOnceAndAnotherHasItsOwn() {
        sleeps(A);
        await().until(() -> sleepers() == 1);
        assertThatThrownBy(() -> heavy.call(A, () -> false, () -> transactions.call(A, () -> seen())))
                .isInstanceOf(TooMuchHeavyWorkException.class);
        assertThat(heavy.call(B, () -> false, () -> transactions.call(B, () -> seen())))
                .isEqualTo("b");
    }

    @Test
    void whatNobodyWaitsForIsCanceledAndItsPlaceIsFree() {
        CompletableFuture<Integer> work = sleeps(A);
        await().until(() -> sleepers() == 1);
        abandoned.set(true);
        assertThatThrownBy(work::join)
                .satisfies(e -> assertThat(DatabaseFailures.sqlState(e)).isEqualTo(DatabaseFailures.QUERY_CANCELED));
        assertThat(sleepers()).isZero();
        for (int i = 0; i < 4; i++) {
            assertThat(heavy.call(A, () -> false, () -> transactions.call(A, () -> seen())))
                    .isEqualTo("a");
        }
    }

    @Test
    void whatNobodyWaitsForBeginsNothingMore() {
        assertThatThrownBy(() -> heavy.call(A, () -> true, () -> {
                    while (true) {
                        transactions.call(A, HeavyWorkTest::seen);
                    }
                }))
                .satisfies(e -> assertThat(DatabaseFailures.sqlState(e)).isEqualTo(DatabaseFailures.QUERY_CANCELED));
    }

    @Test
    void aStatementEndsByItself() {
        assertThatThrownBy(() -> transactions.call(A, () -> sleep(20)))
                .satisfies(e -> assertThat(DatabaseFailures.sqlState(e)).isEqualTo(DatabaseFailures.QUERY_CANCELED));
    }

    @Test
    void whoWaitsForARowEndsByItself() throws Exception {
        try (var other = LEDGER.connect();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("insert into customer (tenant_id, id, phone_number, created_at, updated_at) values ('" + A
                    + "', '" + A + "', '+14155550101', now(), now())");
            other.commit();
            statement.execute("select from customer where tenant_id = '" + A + "' for update");
            assertThatThrownBy(() -> transactions.call(
                            A,
                            () -> jdbc().sql("select phone_number from customer for update")
                                    .query(String.class)
                                    .single()))
                    .satisfies(e ->
                            assertThat(DatabaseFailures.sqlState(e)).isEqualTo(DatabaseFailures.LOCK_NOT_AVAILABLE));
        }
    }

    @Test
    void anOrdinaryTransactionOfOneLeavesRoomForAnother() {
        var go = new CompletableFuture<Void>();
        var holding = new CompletableFuture<Void>();
        CompletableFuture<Boolean> first = run(() -> transactions.call(A, () -> {
            holding.complete(null);
            go.join();
            return true;
        }));
        holding.join();
        CompletableFuture<String> second = run(() -> transactions.call(A, HeavyWorkTest::seen));
        assertThat(transactions.call(B, HeavyWorkTest::seen)).isEqualTo("b");
        assertThat(second).isNotDone();
        go.complete(null);
        assertThat(first.join()).isTrue();
        assertThat(second.join()).isEqualTo("a");
    }

    /** Until nobody waits for it. */
    private CompletableFuture<Integer> sleeps(UUID tenant) {
        CompletableFuture<Integer> work =
                run(() -> heavy.call(tenant, abandoned::get, () -> transactions.call(tenant, () -> sleep(20))));
        sleeping.add(work);
        return work;
    }

    private interface Work<T> {
        T get() throws Exception;
    }

    private static <T> CompletableFuture<T> run(Work<T> work) {
        var result = new CompletableFuture<T>();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(work.get());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private static int sleep(int seconds) {
        return jdbc().sql("select 1 from pg_sleep(" + seconds + ")")
                .query(Integer.class)
                .single();
    }

    private static int sleepers() {
        return Integer.parseInt(LEDGER.queryText("select count(*) from pg_stat_activity where state = 'active'"
                + " and datname = current_database() and query like 'select 1 from pg_sleep(%'"));
    }

    private static String seen() {
        return jdbc().sql("select name from tenant").query(String.class).single();
    }

    private static JdbcClient jdbc() {
        return beans.getBean(JdbcClient.class);
    }
}
