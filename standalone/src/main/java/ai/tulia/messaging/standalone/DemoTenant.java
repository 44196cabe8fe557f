package ai.tulia.messaging.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The tenant whose key a local stack hands out: made through the operator's routes, kept in the home. */
record DemoTenant(String id, String apiKey) {
    /** Twilio's sandbox number: a WhatsApp sender that belongs to nobody. */
    private static final String SENDER = "whatsapp:+14155238886";

    static DemoTenant lastOrNew(Stack stack) {
        Path file = file(stack);
        if (Files.exists(file)) {
            var kept = new Properties();
            try (var reader = Files.newBufferedReader(file)) {
                kept.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            var tenant = new DemoTenant(kept.getProperty("id", ""), kept.getProperty("key", ""));
            if (new Rest(stack.api())
                            .call("GET", "/v1/messages", tenant.apiKey, null, null)
                            .status()
                    == 200) {
                return tenant;
            }
        }
        return create(stack);
    }

    static DemoTenant create(Stack stack) {
        var rest = new Rest(stack.api());
        String operator = stack.operatorKey();
        String id = made(rest.call("POST", "/v1/tenants", operator, "application/json", """
                {"name": "Flores Ana", "tier": "starter", "time_zone": "Europe/Berlin", "sender": "%s"}""".formatted(SENDER)), "id");
        made(
                rest.call("PUT", "/v1/tenants/" + id + "/twilio", operator, "application/json", """
                {"account_sid": "AC%s", "auth_token": "simulated-token-%s"}""".formatted(
                                id.replace("-", ""), id)),
                "account_sid");
        String key = made(
                rest.call(
                        "POST",
                        "/v1/tenants/" + id + "/api-keys",
                        operator,
                        "application/json",
                        "{\"name\": \"demo\"}"),
                "key");
        var tenant = new DemoTenant(id, key);
        try {
            Files.writeString(file(stack), "id=" + id + "\nkey=" + key + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tenant;
    }

    private static String made(Rest.Answer answer, String field) {
        if (answer.status() >= 300) {
            throw new IllegalStateException("the demo tenant could not be made: " + answer.body());
        }
        return answer.text(field);
    }

    private static Path file(Stack stack) {
        return stack.home().root().resolve("demo-tenant.properties");
    }
}
