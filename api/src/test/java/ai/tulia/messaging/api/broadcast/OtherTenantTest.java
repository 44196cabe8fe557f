package ai.tulia.messaging.api.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is another tenant's is not there. */
class OtherTenantTest extends ApiTest {
    @ParameterizedTest
    @CsvSource({
        "GET, '', application/json",
        "GET, /recipients, application/json",
        "GET, /recipients, text/csv",
        "GET, /events, text/event-stream",
        "POST, /start, application/json",
        "POST, /pause, application/json",
        "POST, /resume, application/json",
        "POST, /cancel, application/json",
        "POST, /recipients, application/json"
    })
    void noRouteShowsOrTouchesAnothersBroadcast(String method, String route, String accept) {
        var owner = new BroadcastShop(api(), tenant(), ledger());
        owner.customer();
        Answer draft = owner.draft();
        var other = new BroadcastShop(api(), tenant(), ledger());
        for (String id : new String[] {draft.text("id"), UUID.randomUUID().toString(), "x"}) {
            boolean file = method.equals("POST") && route.equals("/recipients");
            Answer answer = api().send(
                            method,
                            other.tenant().key(),
                            "/v1/broadcasts/" + id + route,
                            file ? "phone_number\n+4915112345678" : null,
                            "Accept",
                            accept,
                            "Content-Type",
                            file ? "text/csv" : "application/json");
            assertThat(answer.status()).as(id + answer.body()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("not_found");
        }
        assertThat(owner.get("/v1/broadcasts/" + draft.text("id")).json()).isEqualTo(draft.json());
        assertThat(other.get("/v1/broadcasts").json().path("items")).isEmpty();
    }

    @Test
    void theScopeOfConversationsOpensThem() {
        var tenant = api().tenant(ledger(), Scopes.ANALYTICS);
        assertThat(api().get(tenant.key(), "/v1/broadcasts").code()).isEqualTo("missing_scope");
        assertThat(api().post(tenant.key(), "/v1/broadcasts", "{}").code()).isEqualTo("missing_scope");
    }
}
