package ai.tulia.messaging.worker.erasure;

import ai.tulia.messaging.activities.ActivitiesConfiguration;
import ai.tulia.messaging.store.StoreConfiguration;
import ai.tulia.messaging.store.audit.AuditAction;
import ai.tulia.messaging.store.audit.AuditEvent;
import ai.tulia.messaging.store.database.LedgerClock;
import ai.tulia.messaging.store.database.Precondition;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.erasure.CustomerEraser;
import ai.tulia.messaging.store.erasure.CustomerEraser.Requested;
import ai.tulia.messaging.store.secret.SecretBox;
import ai.tulia.messaging.store.testing.TestLedger;
import ai.tulia.messaging.twiliosimulator.TwilioSimulator;
import ai.tulia.messaging.twiliosimulator.TwilioSimulatorOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** The jobs as a worker runs them, at the time that a test says, with a Twilio on loopback. */
final class Erasures implements AutoCloseable {
    final TestLedger ledger = TestLedger.fresh();
    final TwilioSimulator twilio = TwilioSimulator.start(TwilioSimulatorOptions.defaults());
    private final ConfigurableApplicationContext beans;

    @EnableAutoConfiguration
    @ComponentScan
    @Import({StoreConfiguration.class, ActivitiesConfiguration.class})
    static class ErasuresOnly {
        static final AtomicReference<Duration> LATER = new AtomicReference<>(Duration.ZERO);

        @Bean
        @Primary
        LedgerClock laterClock() {
            return () -> Instant.now().plus(LATER.get()).truncatedTo(ChronoUnit.MICROS);
        }
    }

    Erasures() {
        beans = new SpringApplicationBuilder(ErasuresOnly.class)
                .web(WebApplicationType.NONE)
                .run(Stream.concat(
                                ledger.properties().stream(),
                                Stream.of(
                                        "tulia.redis.url=redis://127.0.0.1:1",
                                        "tulia.twilio.simulator-url=" + twilio.address()))
                        .map(property -> "--" + property)
                        .toArray(String[]::new));
    }

    /** From now on it is so much later than it is; never earlier than before. */
    void later(Duration more) {
        ErasuresOnly.LATER.updateAndGet(before -> before.plus(more));
    }

    <T> T bean(Class<T> type) {
        return beans.getBean(type);
    }

    <T> T in(UUID tenant, Supplier<T> work) {
        return bean(TenantTransactions.class).call(tenant, work);
    }

    Instant now() {
        return bean(LedgerClock.class).now();
    }

    /** An account of the tenant's, with this token. */
    void account(UUID tenant, String token) {
        byte[] sealed = bean(SecretBox.class).seal(tenant, "provider_account.auth_token", token);
        ledger.execute("insert into provider_account (tenant_id, account_sid, auth_token, updated_at) values ('"
                + tenant + "', '" + account(tenant) + "', '\\x" + HexFormat.of().formatHex(sealed) + "', now())");
    }

    static String account(UUID tenant) {
        return "AC" + tenant.toString().replace("-", "");
    }

    /** As DELETE /v1/customers/{id} does it. */
    Requested request(UUID tenant, UUID customer) {
        var event =
                AuditEvent.byKey(tenant, UUID.randomUUID(), AuditAction.CUSTOMER_ERASURE_REQUESTED, customer, Map.of());
        return in(
                tenant,
                () -> bean(CustomerEraser.class)
                        .request(tenant, customer, Precondition.NONE, event, now())
                        .orElseThrow());
    }

    /** One round of a worker. */
    void erase() {
        bean(ErasureJob.class).eraseDue();
    }

    /** The same at the provider. */
    void deleteCopies() {
        bean(ProviderCopyJob.class).deleteDue();
    }

    /** Of an erasure. */
    String of(UUID customer, String expression) {
        return ledger.queryText(
                "select " + expression + " from customer_erasure where customer_id = '" + customer + "'");
    }

    String count(String fromWhere) {
        return ledger.queryText("select count(*) from " + fromWhere);
    }

    @Override
    public void close() {
        beans.close();
        twilio.close();
    }
}
