package ai.tulia.messaging.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.TestApi;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** When keys are made, used, revoked and refused: written down by no request that waits for it, and not for each. */
class KeyActivityTest extends AuditFixture {
    @Test
    void aKeysLifeIsLogged() {
        TestApi.Tenant tenant = tenant();
        String keys = "/v1/tenants/" + tenant.id() + "/api-keys";
        Answer made = api().post(
                        OPERATOR,
                        keys,
                        "{\"name\": \"night job\", \"scopes\": [\"customers:read\", \"tenant:admin\"]}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        String key = made.text("key");
        assertThat(shown(keys, made.text("id")).path("last_used_at").isNull()).isTrue();

        assertThat(api().get(key, "/v1/customers").status()).isEqualTo(200);
        written();
        assertThat(shown(keys, made.text("id")).path("last_used_at").asString()).isNotBlank();
        api().clock().advance(Duration.ofMinutes(2));
        assertThat(api().get(key, "/v1/customers").status()).isEqualTo(200);
        written();
        for (int i = 0; i < 2; i++) {
            assertThat(api().send("DELETE", OPERATOR, keys + "/" + made.text("id"), null)
                            .status())
                    .isEqualTo(204);
        }
        api().clock().advance(Duration.ofSeconds(5));
        assertThat(api().get(key, "/v1/customers").status()).isEqualTo(401);
        written();

        List<JsonNode> told = entries(tenant).stream()
                .filter(entry -> entry.path("subject").asString().equals(made.text("id")))
                .toList();
        assertThat(told.stream().map(entry -> entry.path("action").asString()))
                .containsExactly("api_key.refused", "api_key.revoked", "api_key.first_used", "api_key.created");
        assertThat(told.stream().map(entry -> entry.path("actor").asString()))
                .containsExactly("api_key", "operator", "api_key", "operator");
        assertThat(told.getFirst().at("/detail/reason").asString()).isEqualTo("revoked");
        assertThat(told.getLast().at("/detail/scopes").toString()).isEqualTo("[\"customers:read\",\"tenant:admin\"]");
    }

    @Test
    void whenAKeyWasLastUsedIsWrittenAboutOnceAMinute() {
        TestApi.Tenant tenant = tenant();
        api().get(tenant.key(), "/v1/customers");
        written();
        String first = lastUsed(tenant);

        api().clock().advance(Duration.ofSeconds(20));
        api().get(tenant.key(), "/v1/customers");
        written();
        assertThat(lastUsed(tenant)).isEqualTo(first);

        api().clock().advance(Duration.ofSeconds(40));
        api().get(tenant.key(), "/v1/customers");
        written();
        assertThat(lastUsed(tenant)).isGreaterThan(first);
    }

    @Test
    void guessesAreLoggedTogetherAndNotOneByOne() {
        TestApi.Tenant tenant = tenant();
        revoke(tenant);
        // Past what other tests have told, by clocks that were ahead.
        api().clock().advance(Duration.ofDays(2));
        written();
        long before = refusals();
        for (int i = 0; i < 60; i++) {
            // As fast as one address may give wrong keys.
            api().clock().advance(Duration.ofSeconds(4));
            assertThat(api().get(tenant.key() + "x", "/v1/customers").status()).isEqualTo(401);
            assertThat(api().get(tenant.key(), "/v1/customers").status()).isEqualTo(401);
            if (i % 10 == 0) {
                written();
            }
        }
        written();
        assertThat(refusals() - before).isLessThanOrEqualTo(2);

        api().clock().advance(Duration.ofMinutes(11));
        written();
        written();
        assertThat(refusals() - before).isLessThanOrEqualTo(4);
        long told = entries(tenant).stream()
                .filter(entry -> entry.path("action").asString().equals("api_key.refused"))
                .mapToLong(entry -> entry.at("/detail/requests").asLong())
                .sum();
        assertThat(told).isEqualTo(60);
        Answer unknown = api().get(OPERATOR, LOG + "?action=api_key.refused&limit=200");
        assertThat(unknown.json().path("items")).anySatisfy(entry -> {
            assertThat(entry.path("tenant_id").isNull()).isTrue();
            assertThat(entry.path("actor").asString()).isEqualTo("unknown");
            assertThat(entry.at("/detail/reason").asString()).isEqualTo("unknown");
        });
        assertThat(unknown.body()).doesNotContain(tenant.key());
    }
}
