package ai.tulia.messaging.standalone;

import ai.tulia.messaging.standalone.rest.Call;
import ai.tulia.messaging.standalone.rest.Rest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The tenant whose key a local stack hands out: made through the operator's routes, kept in the home. */
record DemoTenant(String id, String apiKey) {
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
            var messages = stack.api().resolve("/v1/messages");
            if (new Rest().send(Call.bare("GET", messages, tenant.apiKey)).status() == 200) {
                tenant.setInboundWebhook(stack);
                return tenant;
            }
        }
        return create(stack);
    }

    static DemoTenant create(Stack stack) {
        var setup = new TenantSetup(stack.api(), stack.operatorKey());
        String id = setup.create(
                        new TenantSetup.NewTenant("Flores Ana", "starter", "Europe/Berlin", TenantSetup.SANDBOX, true))
                .path("id")
                .asString("");
        setup.setSimulatedAccount(id);
        String key = setup.createKey(id, "demo");
        var tenant = new DemoTenant(id, key);
        try {
            Files.writeString(file(stack), "id=" + id + "\nkey=" + key + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        tenant.setInboundWebhook(stack);
        return tenant;
    }

    /** As in Twilio's console: where what customers write to the number is posted. At each start, for the port may change. */
    private void setInboundWebhook(Stack stack) {
        var number = Map.of(
                "number",
                TenantSetup.SANDBOX,
                "account",
                TenantSetup.simulatedAccount(id),
                "inbound_url",
                stack.api().resolve("/v1/webhooks/twilio/inbound/" + id).toString());
        var address = stack.simulator().resolve("/_simulator/numbers");
        var answer = new Rest().send(Call.json("PUT", address, null, Rest.JSON.writeValueAsString(number)));
        if (answer.status() >= 300) {
            throw new IllegalStateException("the simulator took no inbound webhook: " + answer.body());
        }
    }

    private static Path file(Stack stack) {
        return stack.home().root().resolve("demo-tenant.properties");
    }
}
