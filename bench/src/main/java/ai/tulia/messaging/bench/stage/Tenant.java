package ai.tulia.messaging.bench.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A tenant with its key, its customers and one template, made over the API as anyone makes them. */
public record Tenant(UUID id, String apiKey, List<UUID> customers, UUID template) {
    private static final String TEMPLATE = """
            {"name": "appointment", "message_type": "promotional", "content":
             "Hello {{name}}, your appointment on {{day}} at {{hour}} is waiting. Answer 1 to keep it, 2 to move it."}""";

    /** Unlimited, without quiet hours; every customer agreed to everything. */
    public static Tenant make(Grounds stage, int customers) {
        return make(stage, customers, "whatsapp:+14155238886");
    }

    public static Tenant make(Grounds stage, int customers, String sender) {
        Http http = stage.http();
        String operator = stage.operatorKey();
        String id = http.call("POST", "/v1/tenants", operator, """
                {"name": "Bench", "tier": "enterprise", "time_zone": "Europe/Berlin",
                 "quiet_hours": {"start": "00:00", "end": "00:00"}, "senders": [{"address": "%s", "session_rule": "off"}]}""".formatted(sender))
                .path("id")
                .asString();
        http.call("PUT", "/v1/tenants/" + id + "/twilio", operator, """
                {"account_sid": "%s", "auth_token": "%s"}""".formatted(account(id), token(id)));
        String key = http.call("POST", "/v1/tenants/" + id + "/api-keys", operator, "{\"name\": \"bench\"}")
                .path("key")
                .asString();
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < customers; i++) {
            ids.add(customer(http, key, i));
        }
        return new Tenant(UUID.fromString(id), key, ids, uuid(http.call("POST", "/v1/templates", key, TEMPLATE)));
    }

    /** Its account at the provider. */
    public String account() {
        return account(id.toString());
    }

    public UUID customer(int n) {
        return customers.get(Math.floorMod(n, customers.size()));
    }

    private static UUID customer(Http http, String key, int n) {
        UUID id = uuid(http.call("POST", "/v1/customers", key, """
                {"phone_number": "+49151234%05d", "name": "Customer %d"}""".formatted(n, n)));
        http.call("PUT", "/v1/customers/" + id + "/consents", key, """
                {"type": "all", "state": "granted", "source": "bench"}""");
        http.call("PUT", "/v1/customers/" + id + "/consents", key, """
                {"type": "promotional", "state": "granted", "source": "bench"}""");
        return id;
    }

    /** What the provider signs with. */
    public String token() {
        return token(id.toString());
    }

    private static String account(String id) {
        return "AC" + id.replace("-", "");
    }

    private static String token(String id) {
        return "simulated-token-" + id;
    }

    private static UUID uuid(JsonNode answer) {
        return UUID.fromString(answer.path("id").asString());
    }
}
