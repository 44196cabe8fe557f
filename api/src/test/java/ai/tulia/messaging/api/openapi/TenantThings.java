package ai.tulia.messaging.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.TestApi;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.store.broadcast.BroadcastAudience;
import ai.tulia.messaging.store.broadcast.BroadcastRepository;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.testing.TestLedger;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** A tenant that makes one of each kind of thing that has an id. */
record TenantThings(TestApi api, TestLedger ledger, TestApi.Tenant tenant) {
    /**
     * Makes a new one, or tells the one there is.
     *
     * @param kind see {@link IdPlace}
     * @throws AssertionError for one that nobody has told how to make
     */
    String make(String kind) {
        return switch (kind) {
            case "customers", "customer_id" -> customerWithAMessage();
            case "messages" -> message("\"customer_id\": \"" + customer() + "\", \"content\": \"Hello\", ");
            case "templates", "template_id" -> templateWithAMessage();
            case "audiences", "audience_id" -> audience();
            case "broadcasts", "broadcast_id" -> broadcast();
            case "batches" ->
                post(
                                "/v1/messages/batch",
                                "{\"items\": [{\"customer_id\": \"" + customer()
                                        + "\", \"message_type\": \"transactional\", \"content\": \"Hello\"}]}")
                        .text("batch_id");
            case "webhook-endpoints" -> endpoint();
            case "event_id" -> event();
            case "opt-out-reviews" -> review();
            case "tenants", "tenant_id" -> tenant.id().toString();
            case "key_id" -> ledger.queryText("select id from api_key where tenant_id = '" + tenant.id() + "' limit 1");
            case "account_sid" -> "AC" + tenant.id().toString().replace("-", "");
            case "sender" -> "whatsapp:+14155238886";
            case "name" -> "starter";
            case "code" -> "not_found";
            case "cursor" -> cursor(UUID.fromString(make("messages")));
            default ->
                throw new AssertionError(
                        "an id of a kind that this test cannot make: " + kind + "; teach TenantThings to");
        };
    }

    /** As {@code next_cursor} is, behind this id. */
    static String cursor(UUID id) {
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** With the attributes that examples ask for. */
    private String customer() {
        return post(
                        "/v1/customers",
                        "{\"phone_number\": \"+1415"
                                + ThreadLocalRandom.current().nextInt(2_000_000, 9_999_999)
                                + "\", \"name\": \"Ana\", \"attributes\": {\"city\": \"Lima\", \"visits\": 3}}")
                .text("id");
    }

    private String customerWithAMessage() {
        String id = customer();
        message("\"customer_id\": \"" + id + "\", \"content\": \"Hello\", ");
        return id;
    }

    /** @param who customer and text, as JSON without braces, and a comma */
    private String message(String who) {
        return post(
                        "/v1/messages/schedule",
                        "{" + who + "\"message_type\": \"transactional\", \"scheduled_at\": \""
                                + api.clock().instant().plusSeconds(3_600) + "\"}")
                .text("message_id");
    }

    private String templateWithAMessage() {
        String id = post(
                        "/v1/templates",
                        "{\"name\": \"t" + UUID.randomUUID()
                                + "\", \"message_type\": \"transactional\", \"content\": \"Hello {{name}}, {{order|it}}\"}")
                .text("id");
        message("\"customer_id\": \"" + customer() + "\", \"template_id\": \"" + id + "\", ");
        return id;
    }

    private String audience() {
        return post("/v1/audiences", "{\"name\": \"a" + UUID.randomUUID() + "\", \"criteria\": {\"all\": []}}")
                .text("id");
    }

    /** One that runs, with its messages written down as a worker does. */
    private String broadcast() {
        customer();
        String id = post(
                        "/v1/broadcasts",
                        "{\"name\": \"Spring\", \"message_type\": \"transactional\", \"content\": \"Hello\","
                                + " \"recipient_criteria\": {\"all\": []}, \"start\": true}")
                .text("id");
        var ref = new BroadcastRef(tenant.id(), UUID.fromString(id));
        api.bean(TenantTransactions.class).run(tenant.id(), () -> {
            var made = api.bean(BroadcastRepository.class).find(ref).orElseThrow();
            api.bean(BroadcastAudience.class).writePage(made, 1_000, api.clock().instant());
        });
        return id;
    }

    private String endpoint() {
        return post(
                        "/v1/webhook-endpoints",
                        "{\"url\": \"https://example.com/hooks\", \"events\": [\"message.delivered\"]}")
                .text("id");
    }

    /** Of the newest endpoint, which stands in the same request. */
    private String event() {
        String newest = ledger.queryText(
                "select coalesce(max(id::text), '') from webhook_endpoint where tenant_id = '" + tenant.id() + "'");
        String endpoint = newest.isEmpty() ? endpoint() : newest;
        String test = post("/v1/webhook-endpoints/" + endpoint + "/test", null).text("event_id");
        assertThat(test).isNotBlank();
        return test;
    }

    private String review() {
        UUID id = UUID.randomUUID();
        ledger.execute(
                "insert into inbound_message (tenant_id, id, provider_msg_id, customer_id, channel, sender, body,"
                        + " received_at) values ('" + tenant.id() + "', '" + id + "', 'SM" + id + "', '" + customer()
                        + "', 'whatsapp', 'whatsapp:+14155238886', '\\x00', now())");
        ledger.execute(
                "insert into opt_out_review (tenant_id, inbound_id) values ('" + tenant.id() + "', '" + id + "')");
        return id.toString();
    }

    private Answer post(String path, String json) {
        Answer answer = api.post(tenant.key(), path, json);
        assertThat(answer.status()).as(path + " " + answer.body()).isBetween(200, 299);
        return answer;
    }
}
