package ai.tulia.messaging.api.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.api.testing.TestApi;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DryRunTest extends ApiTest {
    private final TestApi.Tenant tenant = tenant();

    @Test
    void aStoredBroadcastIsPlannedAndStaysADraft() {
        UUID broadcast = broadcast();
        customer("+14155550101", "America/Los_Angeles", true);
        customer("+14155550102", null, false);
        Answer answer = dryRun(tenant, broadcast);
        assertThat(answer.status()).isEqualTo(200);
        var plan = answer.json();
        assertThat(plan.path("recipients").asInt()).isEqualTo(2);
        assertThat(plan.at("/now/count").asInt()).isEqualTo(1);
        assertThat(plan.at("/now/samples/0/text").asString()).isEqualTo("Hi Ana");
        assertThat(plan.at("/refused/0/reason").asString()).isEqualTo("consent_missing");
        assertThat(plan.at("/cost/needed").asInt()).isEqualTo(1);
        assertThat(plan.at("/cost/limit").asInt()).isEqualTo(1000);
        assertThat(ledger().queryText("select status from broadcast where id = '" + broadcast + "'"))
                .isEqualTo("draft");
        assertThat(ledger().queryText("select count(*) from message where tenant_id = '" + tenant.id() + "'"))
                .isEqualTo("0");
    }

    @Test
    void anotherTenantsBroadcastIsNotFoundAndAKeyNeedsTheScope() {
        UUID broadcast = broadcast();
        assertThat(dryRun(tenant(), broadcast).status()).isEqualTo(404);
        assertThat(dryRun(tenant, UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(dryRun(tenant("analytics:view"), broadcast).status()).isEqualTo(403);
    }

    private static Answer dryRun(TestApi.Tenant tenant, UUID broadcast) {
        return api().post(tenant.key(), "/v1/broadcasts/" + broadcast + "/dry-run", null);
    }

    private UUID broadcast() {
        UUID id = UUID.randomUUID();
        ledger().execute("insert into broadcast (tenant_id, id, name, message_type, channel, status, content, audience,"
                + " criteria, created_at, changed_at) values ('" + tenant.id() + "', '" + id + "', 'plan',"
                + " 'promotional', 'whatsapp', 'draft', 'Hi {{name}}', 'criteria', '{\"all\": []}', now(), now())");
        return id;
    }

    private void customer(String number, String zone, boolean consented) {
        UUID id = UUID.randomUUID();
        ledger().execute("insert into customer (tenant_id, id, phone_number, name, time_zone, created_at, updated_at)"
                + " values ('" + tenant.id() + "', '" + id + "', '" + number + "', 'Ana', "
                + (zone == null ? "null" : "'" + zone + "'") + ", now(), now())");
        if (consented) {
            ledger().execute("insert into consent (tenant_id, customer_id, channel, type, state, recorded_at) values ('"
                    + tenant.id() + "', '" + id + "', 'whatsapp', 'promotional', 'granted', now())");
        }
    }
}
