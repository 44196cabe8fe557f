package ai.tulia.messaging.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.api.testing.TestApi;
import ai.tulia.messaging.store.apikey.ApiKeyRepository;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may come in, and with which key. */
class KeysTest extends ApiTest {
    private static final String ROUTE = "/v1/play/" + UUID.randomUUID();

    @Test
    void aKeyOpensTheRoutesOfItsOwnTenant() {
        var tenant = tenant();
        Answer answer = api().get(tenant.key(), ROUTE);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("tenant_id")).isEqualTo(tenant.id().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/play/x", "/v1/nowhere", "/v1", "/v1/tenants", "/v1/openapi.jsonx"})
    void withoutAKeyEveryPathAnswers401AlsoThoseThatLeadNowhere(String path) {
        Answer answer = api().get(null, path);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.code()).isEqualTo("unauthorized");
    }

    @Test
    void aWrongKeyAnswers401() {
        String key = tenant().key();
        String other = key.substring(0, key.length() - 1) + (key.endsWith("A") ? "B" : "A");
        for (String bad : List.of(other, "tulia_", "x", TestApi.OPERATOR_KEY + "x", key + "\u00e9")) {
            assertThat(api().get(bad, ROUTE).status()).as(bad).isEqualTo(401);
        }
    }

    @Test
    void aRevokedKeyIsRefusedWithin5Seconds() {
        var tenant = tenant();
        var keys = api().bean(ApiKeyRepository.class);
        assertThat(api().get(tenant.key(), ROUTE).status()).isEqualTo(200);
        UUID id = keys.list(tenant.id(), null, 1).getFirst().id();
        assertThat(keys.revoke(tenant.id(), id)).isTrue();
        api().clock().advance(Duration.ofSeconds(5));
        assertThat(api().get(tenant.key(), ROUTE).status()).isEqualTo(401);
    }

    @Test
    void anExpiredKeyIsRefusedAtItsInstant() {
        var tenant = tenant();
        var created = api().bean(ApiKeyRepository.class)
                .create(
                        tenant.id(),
                        "short",
                        Scopes.ALL,
                        api().clock().instant().plusSeconds(3600));
        assertThat(api().get(created.secret().value(), ROUTE).status()).isEqualTo(200);
        api().clock().advance(Duration.ofHours(1));
        assertThat(api().get(created.secret().value(), ROUTE).status()).isEqualTo(401);
    }

    @Test
    void aMissingScopeAnswers403AndNamesIt() {
        Answer answer = api().get(tenant(Scopes.ANALYTICS).key(), ROUTE);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("missing_scope");
        assertThat(answer.text("scope")).isEqualTo(Scopes.MESSAGES_READ);
    }

    @Test
    void theOperatorsKeyDoesNotOpenTenantRoutes() {
        Answer answer = api().get(TestApi.OPERATOR_KEY, ROUTE);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("tenant_key_needed");
    }
}
