package ai.tulia.messaging.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.tulia.messaging.store.StoreConfiguration;
import ai.tulia.messaging.store.testing.TestLedger;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Which tenant's rows a transaction sees. */
class TenantTransactionsTest {
    private static final TestLedger LEDGER = TestLedger.fresh();
    private static UUID a;
    private static UUID b;
    private static ConfigurableApplicationContext beans;
    private static TenantTransactions transactions;

    @EnableAutoConfiguration
    @Import(StoreConfiguration.class)
    static class Store {}

    @BeforeAll
    static void open() {
        a = LEDGER.tenant("a");
        b = LEDGER.tenant("b");
        beans = new SpringApplicationBuilder(Store.class)
                .web(WebApplicationType.NONE)
                .run(Stream.concat(LEDGER.properties().stream(), Stream.of("tulia.db.pool-size=4"))
                        .map(p -> "--" + p)
                        .toArray(String[]::new));
        transactions = beans.getBean(TenantTransactions.class);
    }

    @AfterAll
    static void close() {
        beans.close();
    }

    @Test
    void oneWithinAnotherOfTheSameTenantIsThatTransaction() {
        String outer = transactions.call(a, TenantTransactionsTest::seen);
        String inner = transactions.call(a, () -> transactions.callByKeys(a, () -> transactions.call(a, () -> seen())));
        assertThat(outer).isEqualTo("a").isEqualTo(inner);
        assertThat(transactions.call(a, () -> transactions.callByKeys(a, TenantTransactionsTest::nestedLoops)))
                .isEqualTo("off");
    }

    @Test
    void oneOfAnotherTenantIsRefusedAndTheNextTransactionNamesItsOwn() {
        assertThatThrownBy(() -> transactions.call(a, () -> transactions.call(b, () -> seen())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a transaction is of one tenant");
        assertThat(transactions.call(b, TenantTransactionsTest::seen)).isEqualTo("b");
    }

    @Test
    void eachWithinATransactionOfSomebodyElseNamesItsTenant() {
        var others = beans.getBean(TransactionTemplate.class);
        String both = others.execute(status -> transactions.call(a, TenantTransactionsTest::seen)
                + transactions.call(b, TenantTransactionsTest::seen));
        assertThat(both).isEqualTo("ab");
    }

    @Test
    void tenThousandReadsOfTwoTenantsByTurnsOnFourConnectionsSeeEachTheirOwn() throws Exception {
        List<Callable<Long>> readers = Collections.nCopies(
                8,
                () -> IntStream.range(0, 1_250)
                        .filter(i -> !transactions
                                .read(i % 2 == 0 ? a : b, TenantTransactionsTest::seen)
                                .equals(i % 2 == 0 ? "a" : "b"))
                        .count());
        try (var threads = Executors.newFixedThreadPool(readers.size())) {
            for (var foreign : threads.invokeAll(readers)) {
                assertThat(foreign.get()).isZero();
            }
        }
    }

    private static String seen() {
        return jdbc().sql("select name from tenant").query(String.class).single();
    }

    private static String nestedLoops() {
        return jdbc().sql("show enable_nestloop").query(String.class).single();
    }

    private static JdbcClient jdbc() {
        return beans.getBean(JdbcClient.class);
    }
}
