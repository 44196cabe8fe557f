package ai.tulia.messaging.store.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.tulia.messaging.domain.criteria.Criteria;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.Precondition;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A tenant finds its own customers and audiences, whatever the statement says. */
class AudienceRepositoryTest {
    private static final Criteria EVERYONE = new Criteria.All(List.of());
    private static AudienceStore store;
    private static UUID a;
    private static UUID b;

    @BeforeAll
    static void twoTenants() {
        store = new AudienceStore();
        a = store.tenantOf(Person.named("+14155550101", "Ana"), Person.named("+14155550102", "Abe"));
        b = store.tenantOf(Person.named("+14155550101", "Ben"));
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    @Test
    void everyoneIsEveryoneOfTheTenant() {
        assertThat(store.members(a, EVERYONE)).extracting(AudienceMember::name).containsExactly("Abe", "Ana");
        assertThat(store.members(b, EVERYONE)).extracting(AudienceMember::name).containsExactly("Ben");
        assertThat(store.count(b, EVERYONE)).isEqualTo(1);
    }

    @Test
    void aConditionWithoutATenantStillSeesOneTenantAlone() {
        var sql = CriteriaSql.of(EVERYONE, Channel.WHATSAPP, AudienceStore.NOW);
        var names = store.in(
                b,
                () -> store.bean(JdbcClient.class)
                        .sql("select c.name from customer c where " + sql.condition())
                        .params(sql.parameters())
                        .query(String.class)
                        .list());
        assertThat(names).containsExactly("Ben");
    }

    @Test
    void pagesFollowEachOther() {
        var reader = store.bean(AudienceQueries.class);
        var first = store.in(a, () -> reader.page(a, EVERYONE, AudienceStore.NOW, null, 1));
        var second = store.in(
                a,
                () -> reader.page(
                        a, EVERYONE, AudienceStore.NOW, first.getFirst().id(), 1));
        assertThat(first).extracting(AudienceMember::name).containsExactly("Abe");
        assertThat(second).extracting(AudienceMember::name).containsExactly("Ana");
    }

    @Test
    void anAudienceIsKeptAsItWasGiven() {
        var audiences = store.bean(AudienceRepository.class);
        var audience = store.in(a, () -> add(a, "kept"));
        assertThat(audience.definition()).isEqualTo(definition("kept"));
        assertThat(store.in(a, () -> audiences.find(a, audience.id()))).contains(audience);
        assertThat(store.in(a, () -> audiences.page(a, null, 10))).contains(audience);
    }

    @Test
    void anotherTenantsAudienceIsNotThere() {
        var audiences = store.bean(AudienceRepository.class);
        var audience = store.in(a, () -> add(a, "secret"));
        assertThat(store.in(b, () -> audiences.find(a, audience.id()))).isEmpty();
        assertThat(store.in(b, () -> audiences.page(a, null, 10))).isEmpty();
        assertThat(store.in(b, () -> audiences.remove(a, audience.id(), Precondition.NONE)))
                .isFalse();
        assertThatThrownBy(() -> store.in(b, () -> add(a, "planted")))
                .hasRootCauseMessage("ERROR: new row violates row-level security policy for table \"audience\"");
        assertThat(store.in(a, () -> audiences.remove(a, audience.id(), Precondition.NONE)))
                .isTrue();
    }

    @Test
    void noWriteLooksForItsRowTwice() {
        var audiences = store.bean(AudienceRepository.class);
        var statements = store.bean(EntityManagerFactory.class)
                .unwrap(SessionFactory.class)
                .getStatistics();
        statements.setStatisticsEnabled(true);
        var audience = store.in(a, () -> add(a, "counted"));
        assertThat(statements.getPrepareStatementCount()).isEqualTo(1);
        store.in(
                a,
                () -> audiences.redefine(
                        a, audience.id(), Precondition.NONE, old -> definition("again"), AudienceStore.NOW));
        assertThat(statements.getPrepareStatementCount()).isEqualTo(3);
        store.in(a, () -> audiences.page(a, null, 10));
        assertThat(statements.getPrepareStatementCount()).isEqualTo(4);
        store.in(a, () -> audiences.remove(a, audience.id(), Precondition.NONE));
        assertThat(statements.getPrepareStatementCount()).isEqualTo(6);
    }

    @Test
    void aNameIsTakenOncePerTenant() {
        for (UUID tenant : List.of(a, b)) {
            store.in(tenant, () -> add(tenant, "same"));
        }
        assertThatThrownBy(() -> store.in(a, () -> add(a, "same"))).isInstanceOf(DuplicateKeyException.class);
    }

    private static Audience add(UUID tenant, String name) {
        return store.bean(AudienceRepository.class).add(tenant, Ids.next(), definition(name), AudienceStore.NOW);
    }

    private static AudienceDefinition definition(String name) {
        return new AudienceDefinition(name, Map.of("all", List.of()));
    }
}
