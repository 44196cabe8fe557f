package ai.tulia.messaging.standalone;

import ai.tulia.messaging.standalone.embedded.StartupRefused;
import ai.tulia.messaging.standalone.rest.Answer;
import ai.tulia.messaging.standalone.rest.Call;
import ai.tulia.messaging.standalone.rest.Rest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Makes a tenant with what it needs to send, by the operator's routes. Each step alone, for whoever finds some done. */
record TenantSetup(URI api, String operatorKey) {
    /** Twilio's sandbox number: a WhatsApp sender that belongs to nobody, and takes free text at any time here. */
    static final String SANDBOX = "whatsapp:+14155238886";

    /**
     * A tenant to make.
     *
     * @param simulated its Twilio is the simulator, which is not bound by WhatsApp's session
     */
    record NewTenant(String name, String tier, String timeZone, String sender, boolean simulated) {}

    /** Those of this name, as the API shows them. */
    List<JsonNode> named(String name) {
        List<JsonNode> found = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = read("/v1/tenants?limit=200" + cursor);
            page.body()
                    .path("items")
                    .valueStream()
                    .filter(tenant -> tenant.path("name").asString("").equals(name))
                    .forEach(found::add);
            String next = page.text("next_cursor");
            cursor = next.isEmpty() ? "" : "&cursor=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
        } while (!cursor.isEmpty());
        return found;
    }

    /** @return as the API shows it */
    JsonNode create(NewTenant tenant) {
        var sender = Map.of("address", tenant.sender(), "session_rule", tenant.simulated() ? "off" : "on");
        var body = Map.of(
                "name", tenant.name(),
                "tier", tenant.tier(),
                "time_zone", tenant.timeZone(),
                "senders", List.of(sender));
        return write("POST", "/v1/tenants", body).body();
    }

    /** The SID of its main Twilio account. */
    Optional<String> mainAccount(String tenant) {
        return read("/v1/tenants/" + tenant + "/twilio")
                .body()
                .path("items")
                .valueStream()
                .filter(account -> account.path("main").asBoolean(false))
                .map(account -> account.path("account_sid").asString(""))
                .findFirst();
    }

    String setMainAccount(String tenant, String sid, String token) {
        var body = Map.of("account_sid", sid, "auth_token", token);
        return write("PUT", "/v1/tenants/" + tenant + "/twilio", body).text("account_sid");
    }

    /** The simulator takes any account; this one tells the tenant's messages from others'. */
    String setSimulatedAccount(String tenant) {
        return setMainAccount(tenant, simulatedAccount(tenant), "simulated-token-" + tenant);
    }

    /** The account that the simulator knows a tenant by. */
    static String simulatedAccount(String tenant) {
        return "AC" + tenant.replace("-", "");
    }

    /** The prefix of a key that is not revoked. */
    Optional<String> keyPrefix(String tenant) {
        return read("/v1/tenants/" + tenant + "/api-keys?limit=200")
                .body()
                .path("items")
                .valueStream()
                .filter(key -> key.path("revoked_at").asString("").isEmpty())
                .map(key -> key.path("prefix").asString(""))
                .findFirst();
    }

    /** @return the key, which is not shown again */
    String createKey(String tenant, String name) {
        return write("POST", "/v1/tenants/" + tenant + "/api-keys", Map.of("name", name))
                .text("key");
    }

    private Answer read(String path) {
        return send(Call.bare("GET", api.resolve(path), operatorKey));
    }

    private Answer write(String method, String path, Map<String, ?> body) {
        return send(Call.json(method, api.resolve(path), operatorKey, Rest.JSON.writeValueAsString(body)));
    }

    private Answer send(Call call) {
        Answer answer;
        try {
            answer = new Rest().send(call);
        } catch (IllegalStateException e) {
            throw new StartupRefused(
                    "Nothing answers at " + api + ". Start it with ./tulia up, or name another API by TULIA_API and"
                            + " TULIA_OPERATOR_KEY.",
                    e);
        }
        if (answer.status() >= 300) {
            throw new StartupRefused(refusal(call, answer));
        }
        return answer;
    }

    private static String refusal(Call call, Answer answer) {
        String errors = answer.body()
                .path("errors")
                .valueStream()
                .map(error -> "\n  " + error.path("field").asString("") + " "
                        + error.path("problem").asString("") + ": "
                        + error.path("hint").asString(""))
                .collect(Collectors.joining());
        return call.method() + " " + call.address() + " was answered " + answer.status() + " " + answer.text("code")
                + ": " + answer.text("detail") + errors;
    }
}
