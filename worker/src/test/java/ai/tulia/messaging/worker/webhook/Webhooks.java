package ai.tulia.messaging.worker.webhook;

import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.domain.webhook.WebhookEventType;
import ai.tulia.messaging.store.StoreConfiguration;
import ai.tulia.messaging.store.database.LedgerClock;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.testing.TestLedger;
import ai.tulia.messaging.store.webhook.EndpointDefinition;
import ai.tulia.messaging.store.webhook.WebhookEndpointRepository;
import ai.tulia.messaging.store.webhook.WebhookEndpointRepository.WithSecret;
import ai.tulia.messaging.store.webhook.WebhookOutbox;
import ai.tulia.messaging.worker.network.NameLookup;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** The delivery of webhooks as a worker runs it, at the time that a test says. */
final class Webhooks implements AutoCloseable {
    static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

    final TestLedger ledger;
    private final ConfigurableApplicationContext context;

    @EnableAutoConfiguration
    @ComponentScan
    @Import(StoreConfiguration.class)
    @EnableConfigurationProperties(WebhookProperties.class)
    static class WebhooksOnly {
        /** Added to the machine's time, by which receivers judge a signature. */
        static final AtomicReference<Duration> LATER = new AtomicReference<>(Duration.ZERO);

        static final AtomicReference<NameLookup> LOOKUP = new AtomicReference<>(InetAddress::getAllByName);

        @Bean
        @Primary
        LedgerClock laterClock() {
            return () -> Instant.now().plus(LATER.get()).truncatedTo(ChronoUnit.MICROS);
        }

        @Bean
        NameLookup lookup() {
            return host -> LOOKUP.get().addresses(host);
        }
    }

    Webhooks(TestLedger ledger, String... more) {
        this.ledger = ledger;
        later(Duration.ZERO);
        lookup(InetAddress::getAllByName);
        var properties = new ArrayList<>(ledger.properties());
        properties.add("tulia.redis.url=redis://127.0.0.1:1");
        List.of("tulia.webhooks.answer-within=" + ANSWER_WITHIN, "tulia.webhooks.allow-private=true").stream()
                .filter(each -> List.of(more).stream().noneMatch(other -> other.startsWith(each.split("=")[0])))
                .forEach(properties::add);
        properties.addAll(List.of(more));
        context = new SpringApplicationBuilder(WebhooksOnly.class)
                .web(WebApplicationType.NONE)
                .run(properties.stream().map(p -> "--" + p).toArray(String[]::new));
    }

    /** From now on it is so much later than on the machine. */
    void later(Duration later) {
        WebhooksOnly.LATER.set(later);
    }

    void lookup(NameLookup lookup) {
        WebhooksOnly.LOOKUP.set(lookup);
    }

    Instant now() {
        return bean(LedgerClock.class).now();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    <T> T in(UUID tenant, Supplier<T> work) {
        return bean(TenantTransactions.class).call(tenant, work);
    }

    WithSecret endpoint(UUID tenant, String url, String... include) {
        var definition = new EndpointDefinition(url, null, WebhookEventType.subscribable(), List.of(include), true);
        return in(
                tenant,
                () -> bean(WebhookEndpointRepository.class)
                        .add(tenant, definition, now())
                        .orElseThrow());
    }

    void event(UUID tenant, UUID subject, int number) {
        in(tenant, () -> {
            bean(WebhookOutbox.class)
                    .add(tenant, WebhookEventType.TEMPLATE_CHANGED, subject, Map.of("n", number), now());
            return true;
        });
    }

    /** One look at what is due, and what follows of it until nothing goes on. */
    void deliver() {
        bean(WebhookDispatcher.class).dispatch();
        await().atMost(Duration.ofSeconds(60)).until(bean(WebhookDispatcher.class)::isIdle);
    }

    /** Looks again and again until it is so. */
    void deliverUntil(Supplier<Boolean> reached) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    bean(WebhookDispatcher.class).dispatch();
                    return reached.get();
                });
    }

    String text(String sql) {
        return ledger.queryText(sql);
    }

    @Override
    public void close() {
        context.close();
    }
}
