package ai.tulia.messaging.worker.retention;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.retention.RetentionKind;
import ai.tulia.messaging.store.StoreConfiguration;
import ai.tulia.messaging.store.database.LedgerClock;
import ai.tulia.messaging.store.testing.TestLedger;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** The job as a worker runs it: each tenant's own retention, and what an operator sees of it. */
class RetentionJobTest {
    /** Beside the machine's time: what was made now is old enough for some, and not for others. */
    private static final Duration LATER = Duration.ofDays(10);

    private final TestLedger ledger = TestLedger.fresh();
    private final ConfigurableApplicationContext beans = new SpringApplicationBuilder(JobOnly.class)
            .web(WebApplicationType.NONE)
            .run(Stream.concat(
                            ledger.properties().stream(),
                            Stream.of("tulia.retention.page-size=2", "tulia.retention.pause=0ms"))
                    .map(p -> "--" + p)
                    .toArray(String[]::new));

    @EnableAutoConfiguration
    @ComponentScan
    @Import(StoreConfiguration.class)
    @EnableConfigurationProperties(RetentionProperties.class)
    static class JobOnly {
        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        @Bean
        @Primary
        LedgerClock laterClock() {
            return () -> Instant.now().plus(LATER);
        }
    }

    @AfterEach
    void close() {
        beans.close();
    }

    private UUID tenant(Integer contentDays, Integer messagesDays) {
        UUID tenant = ledger.tenant("job");
        ledger.execute("update tenant set retention_content_days = " + contentDays + ", retention_messages_days = "
                + messagesDays + " where tenant_id = '" + tenant + "'");
        ledger.execute("insert into customer (tenant_id, id, phone_number, created_at, updated_at) values ('" + tenant
                + "', gen_random_uuid(), '+4915100000001', now(), now())");
        ledger.execute("insert into message (tenant_id, id, customer_id, message_type, channel, status, state,"
                + " over_limit, expires_at, body, created_at, changed_at) select tenant_id, uuidv7(), id, 'transactional',"
                + " 'whatsapp', 'sent', 'SENT', 'DEFER', now(), 'Hello', now(), now()"
                + " from customer, generate_series(1, 5) where tenant_id = '" + tenant + "'");
        return tenant;
    }

    private String of(UUID tenant, String what) {
        return ledger.queryText("select " + what + " from message where tenant_id = '" + tenant + "'");
    }

    private double removed(RetentionKind kind) {
        return beans.getBean(MeterRegistry.class)
                .get("tulia.retention.removed")
                .tag("kind", kind.code())
                .counter()
                .count();
    }

    @Test
    void eachTenantsOldDataLeaveByItsOwnRetention() {
        UUID byDefault = tenant(null, null);
        UUID withoutTexts = tenant(9, 11);
        UUID withoutMessages = tenant(null, 9);

        beans.getBean(RetentionJob.class).removeOld();

        assertThat(of(byDefault, "count(body)")).isEqualTo("5");
        assertThat(of(withoutTexts, "count(*)")).isEqualTo("5");
        assertThat(of(withoutTexts, "count(body)")).isEqualTo("0");
        assertThat(of(withoutMessages, "count(*)")).isEqualTo("0");
        assertThat(removed(RetentionKind.CONTENT)).isEqualTo(5);
        assertThat(removed(RetentionKind.MESSAGES)).isEqualTo(5);
        assertThat(removed(RetentionKind.INBOUND)).isZero();
    }

    @Test
    void whatCannotBeRemovedNowIsOverdueUntilItIs() {
        UUID stuck = tenant(9, null);
        UUID fine = tenant(9, null);
        var metrics = beans.getBean(RetentionMetrics.class);
        metrics.overdue(stuck, RetentionKind.CONTENT, Instant.now().minusSeconds(3_600));
        assertThat(overdue()).isBetween(3_590.0, 3_700.0);
        ledger.execute("alter table message add constraint stuck check (tenant_id <> '" + stuck
                + "' or content_removed_at is null) not valid");

        beans.getBean(RetentionJob.class).removeOld();
        assertThat(of(stuck, "count(body)")).isEqualTo("5");
        assertThat(of(fine, "count(body)")).isEqualTo("0");
        assertThat(overdue()).isGreaterThanOrEqualTo(3_590.0);

        ledger.execute("alter table message drop constraint stuck");
        beans.getBean(RetentionJob.class).removeOld();
        assertThat(of(stuck, "count(body)")).isEqualTo("0");
        assertThat(overdue()).isZero();
    }

    private double overdue() {
        return beans.getBean(MeterRegistry.class)
                .get("tulia.retention.overdue")
                .tag("kind", RetentionKind.CONTENT.code())
                .timeGauge()
                .value();
    }
}
