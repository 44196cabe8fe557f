package ai.tulia.messaging.store.audience;

import ai.tulia.messaging.domain.criteria.Criteria;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.store.StoreConfiguration;
import ai.tulia.messaging.store.consent.ConsentLedger;
import ai.tulia.messaging.store.customer.CustomerRepository;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.Sql;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.testing.TestLedger;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The store on a real ledger, and people to look for. */
final class AudienceStore implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final TestLedger ledger = TestLedger.fresh();
    private final ConfigurableApplicationContext beans = new SpringApplicationBuilder(Store.class)
            .web(WebApplicationType.NONE)
            .run(ledger.properties().stream().map(p -> "--" + p).toArray(String[]::new));

    @EnableAutoConfiguration
    @Import(StoreConfiguration.class)
    static class Store {}

    TestLedger ledger() {
        return ledger;
    }

    <T> T bean(Class<T> type) {
        return beans.getBean(type);
    }

    <T> T in(UUID tenant, Supplier<T> work) {
        return bean(TenantTransactions.class).call(tenant, work);
    }

    UUID tenantOf(Person... people) {
        UUID tenant = ledger.tenant("audience");
        add(tenant, List.of(people));
        return tenant;
    }

    void add(UUID tenant, List<Person> people) {
        in(tenant, () -> {
            people.forEach(person -> add(tenant, person));
            return true;
        });
    }

    long count(UUID tenant, Criteria criteria) {
        return in(tenant, () -> bean(AudienceQueries.class).count(tenant, criteria, NOW));
    }

    List<AudienceMember> members(UUID tenant, Criteria criteria) {
        return in(tenant, () -> bean(AudienceQueries.class).page(tenant, criteria, NOW, null, 10_000));
    }

    private void add(UUID tenant, Person person) {
        var customer = person.customer();
        bean(CustomerRepository.class).add(tenant, customer.id(), customer.profile(), customer.createdAt());
        person.consents()
                .forEach((type, state) -> bean(ConsentLedger.class)
                        .record(tenant, person.customer().id(), Channel.WHATSAPP, type, state, null, null, NOW));
        for (Instant sent : person.sent()) {
            bean(JdbcClient.class)
                    .sql("""
                            insert into message (tenant_id, id, customer_id, message_type, channel, status, state,
                                over_limit, expires_at, sent_at, created_at, changed_at)
                            values (?, ?, ?, 'promotional', 'whatsapp', 'sent', 'SENT', 'DEFER', now(), ?, now(), now())
                            """)
                    .params(tenant, Ids.next(), person.customer().id(), Sql.utc(sent))
                    .update();
        }
    }

    @Override
    public void close() {
        beans.close();
    }
}
