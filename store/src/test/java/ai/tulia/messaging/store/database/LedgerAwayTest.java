package ai.tulia.messaging.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.store.StoreConfiguration;
import ai.tulia.messaging.store.testing.OwnPostgres;
import ai.tulia.messaging.store.testing.TestLedger;
import java.nio.file.Path;
import java.util.Collections;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.CannotCreateTransactionException;

/** What callers are told while no connection can be had at all. */
class LedgerAwayTest {
    @EnableAutoConfiguration
    @Import(StoreConfiguration.class)
    static class Store {}

    @Test
    void itIsAwayToEachCallerHoweverManyOfOneTenantWait(@TempDir Path directory) throws Exception {
        try (var postgres = OwnPostgres.start(directory)) {
            TestLedger ledger = TestLedger.in(postgres.freshDatabase("away"));
            UUID tenant = ledger.tenant("many");
            try (var beans = new SpringApplicationBuilder(Store.class)
                            .web(WebApplicationType.NONE)
                            .run(Stream.concat(ledger.properties().stream(), Stream.of("tulia.db.pool-size=8"))
                                    .map(p -> "--" + p)
                                    .toArray(String[]::new));
                    var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                var transactions = beans.getBean(TenantTransactions.class);
                Callable<Boolean> call = () -> transactions.call(tenant, () -> true);
                assertThat(call.call()).isTrue();

                postgres.stopAtOnce();

                for (Future<Boolean> answer : callers.invokeAll(Collections.nCopies(12, call))) {
                    assertThat(answer.exceptionNow()).isExactlyInstanceOf(CannotCreateTransactionException.class);
                }
            }
        }
    }
}
