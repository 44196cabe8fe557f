package ai.tulia.messaging.api.message;

import static ai.tulia.messaging.api.message.Shop.field;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.domain.message.MessageType;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is another tenant's is not there. */
class OtherTenantTest extends MessageTest {
    @ParameterizedTest
    @CsvSource({"GET, ''", "GET, /events", "GET, /explain", "POST, /cancel", "POST, /reschedule"})
    void noRouteShowsOrTouchesAnothersMessage(String method, String route) {
        Shop owner = shop();
        Answer message = owner.hello();
        Shop other = shop();
        String body = route.equals("/reschedule") ? "{\"scheduled_at\": \"" + now().plusSeconds(3600) + "\"}" : null;
        for (String id :
                new String[] {message.text("message_id"), UUID.randomUUID().toString(), "x"}) {
            Answer answer = api().send(method, other.tenant().key(), "/v1/messages/" + id + route, body);
            assertThat(answer.status()).as(id + answer.body()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("not_found");
        }
        assertThat(owner.get("/v1/messages/" + message.text("message_id")).json())
                .isEqualTo(message.json());
        assertThat(other.get("/v1/messages").json().path("items").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"send", "schedule", "explain"})
    void anothersCustomerOrTemplateIsUnknown(String route) {
        Shop owner = shop();
        UUID customer = owner.customer();
        UUID template = owner.template("Hi", MessageType.TRANSACTIONAL);
        Shop other = shop();
        String time = route.equals("schedule") ? ", " + field("scheduled_at", now().plusSeconds(3600)) : "";
        String hello = ", 'content': 'Hello', 'message_type': 'transactional'";
        Answer noCustomer = other.post("/v1/messages/" + route, field("customer_id", customer) + hello + time);
        Answer noTemplate = other.post(
                "/v1/messages/" + route,
                field("customer_id", other.customer()) + ", " + field("template_id", template) + time);
        assertThat(noCustomer.code()).isEqualTo("unknown_customer");
        assertThat(fields(noCustomer)).containsExactly("customer_id");
        assertThat(noTemplate.code()).isEqualTo("unknown_template");
        assertThat(fields(noTemplate)).containsExactly("template_id");
        assertThat(other.count("message")).isZero();
    }

    @Test
    void theScopeOfConversationsOpensThem() {
        var tenant = api().tenant(ledger(), Scopes.ANALYTICS);
        assertThat(api().get(tenant.key(), "/v1/messages").code()).isEqualTo("missing_scope");
        assertThat(api().post(tenant.key(), "/v1/messages/send", "{}").code()).isEqualTo("missing_scope");
    }
}
