package ai.tulia.messaging.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Since when an address of a customer is known, and when either last wrote to the other. */
class KnownSinceTest extends InboundFixture {
    private static final String ID = "US.1349812345";

    @Test
    void aNumberIsKnownSinceTheTenantGaveIt() {
        String ana = customer(ANA);
        assertThat(number(ana).path("source").asString()).isEqualTo("tenant");
        assertThat(time(number(ana), "first_seen_at"))
                .isEqualTo(time(get("/v1/customers/" + ana).json(), "created_at"));

        var edited =
                api().send("PATCH", tenant.key(), "/v1/customers/" + ana, "{\"phone_number\": \"+4915112345699\"}");

        assertThat(number(ana).path("address").asString()).isEqualTo("+4915112345699");
        assertThat(time(number(ana), "first_seen_at")).isEqualTo(time(edited.json(), "updated_at"));
    }

    @Test
    void orSinceItsCustomerWrote() {
        said("whatsapp:" + ANA, "Hello", Map.of());
        String ana = onlyWriter();
        assertThat(number(ana).path("source").asString()).isEqualTo("inbound");
        assertThat(time(number(ana), "first_seen_at"))
                .isEqualTo(time(get("/v1/customers/" + ana).json(), "created_at"));

        api().send("PATCH", tenant.key(), "/v1/customers/" + ana, "{\"phone_number\": \"+4915112345699\"}");
        assertThat(number(ana).path("source").asString()).isEqualTo("tenant");
    }

    @Test
    void orSinceItCameWithTheUserId() {
        said("whatsapp:" + ID, "Hello", Map.of());
        String ana = onlyWriter();
        said("whatsapp:" + ANA, "My number", Map.of("ExternalUserId", ID));
        assertThat(number(ana).path("source").asString()).isEqualTo("contact_shared");
        assertThat(time(number(ana), "first_seen_at"))
                .isEqualTo(time(get("/v1/customers/" + ana).json(), "updated_at"));
    }

    @Test
    void theExportSaysForEachChannelWhenEitherLastWrote() {
        String ana = customer(ANA);
        assertThat(contacts(ana)).isEmpty();
        said("whatsapp:" + ANA, "Hello", Map.of());
        said(ANA, "Hello by SMS", Map.of("To", "+14155238886"));
        assertThat(contacts(ana)).hasSize(2);
        assertThat(contacts(ana))
                .allSatisfy(contact ->
                        assertThat(contact.path("last_outbound_at").isNull()).isTrue());
        Instant earlier = time(contacts(ana).get(1), "last_inbound_at");

        sent(ana, "now() - interval '2 days'");
        sent(ana, "now() - interval '1 day'");

        JsonNode whatsApp = contacts(ana).get(1);
        assertThat(whatsApp.path("channel").asString()).isEqualTo("whatsapp");
        assertThat(time(whatsApp, "last_inbound_at")).isEqualTo(earlier);
        assertThat(Duration.between(time(whatsApp, "last_outbound_at"), Instant.now()))
                .isBetween(Duration.ofHours(24), Duration.ofHours(25));
        assertThat(contacts(ana).get(0).path("channel").asString()).isEqualTo("sms");
        assertThat(contacts(ana).get(0).path("last_outbound_at").isNull()).isTrue();
    }

    private void sent(String customer, String at) {
        ledger().execute(
                        "insert into message (tenant_id, id, customer_id, message_type, channel, status, state, attempt,"
                                + " over_limit, expires_at, body, created_at, sent_at, changed_at) values ('"
                                + tenant.id() + "', uuidv7(), '" + customer
                                + "', 'transactional', 'whatsapp', 'sent', 'SENT', 1, 'DEFER', now(), 'Hello', now(), "
                                + at
                                + ", now())");
    }

    private JsonNode contacts(String customer) {
        return get("/v1/customers/" + customer + "/export").json().path("last_contacts");
    }

    private JsonNode number(String customer) {
        JsonNode address =
                get("/v1/customers/" + customer + "/addresses").json().at("/items/0");
        assertThat(address.path("kind").asString()).isEqualTo("phone");
        assertThat(address.path("replaced_by").isNull()).isTrue();
        return address;
    }

    private static Instant time(JsonNode json, String field) {
        return Instant.parse(json.path(field).asString());
    }
}
