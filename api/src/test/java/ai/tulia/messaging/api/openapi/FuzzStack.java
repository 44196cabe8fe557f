package ai.tulia.messaging.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.TestApi;
import ai.tulia.messaging.store.testing.TestLedger;
import ai.tulia.messaging.store.testing.TestRedis;
import ai.tulia.messaging.twiliosimulator.TwilioSimulator;
import ai.tulia.messaging.twiliosimulator.TwilioSimulatorOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An API of its own, with a tenant that has one of everything: what is sent there breaks no other test. */
final class FuzzStack {
    private static final class Shared {
        static final FuzzStack STACK = new FuzzStack();
    }

    private final TestApi api;
    private final TestApi.Tenant tenant;
    private final JsonNode document;
    private final List<IdPlace> places;
    private final Map<String, String> ids = new HashMap<>();

    private FuzzStack() {
        TestLedger ledger = TestLedger.fresh();
        var properties = new ArrayList<>(ledger.properties());
        properties.add("tulia.redis.url=" + TestRedis.start().address());
        properties.add("tulia.twilio.simulator-url="
                + TwilioSimulator.start(TwilioSimulatorOptions.defaults()).address());
        properties.add("tulia.temporal.start-within=50ms");
        properties.add("tulia.request-limits.tenant-per-minute=1000000");
        properties.add("tulia.request-limits.key-per-minute=1000000");
        this.api = TestApi.start(properties);
        this.tenant = api.tenant(ledger);
        this.document = api.get(null, "/v1/openapi.json").json();
        this.places = IdPlace.of(document);
        var things = new TenantThings(api, ledger, tenant);
        Answer account = api.send(
                "PUT",
                TestApi.OPERATOR_KEY,
                "/v1/tenants/" + tenant.id() + "/twilio",
                "{\"account_sid\": \"" + things.make("account_sid") + "\", \"auth_token\": \"a-token\"}");
        assertThat(account.status()).as(account.body()).isEqualTo(200);
        places.forEach(place -> ids.computeIfAbsent(place.kind(), things::make));
        // What is done to tenants, keys, tiers and senders is done to others than those that the other requests need.
        var other = new TenantThings(api, ledger, api.tenant(ledger));
        ids.put("tenants", other.make("tenants"));
        ids.put("key_id", other.make("key_id"));
        ids.put("account_sid", other.make("account_sid"));
        ids.put("name", "fuzz");
        ids.put("sender", "whatsapp:+14155550100");
    }

    /** One for all tests of a JVM. */
    static FuzzStack shared() {
        return Shared.STACK;
    }

    int port() {
        return api.port();
    }

    JsonNode document() {
        return document;
    }

    List<IdPlace.Operation> operations() {
        return IdPlace.operations(document);
    }

    /** The key that opens it; empty = it needs none. */
    String key(IdPlace.Operation operation) {
        if (operation.isFor("tenantKey")) {
            return tenant.key();
        }
        return operation.isFor("operatorKey") ? TestApi.OPERATOR_KEY : "";
    }

    /** The operation's path with an id of the tenant's for each variable. */
    String path(IdPlace.Operation operation) {
        String path = operation.path();
        for (IdPlace place : places) {
            if (place.in().equals("path") && place.operation().id().equals(operation.id())) {
                String name = place.at().getFirst();
                // Who follows a broadcast is answered for half an hour.
                boolean endless = operation.answers().contains("text/event-stream");
                path = path.replace(
                        "{" + name + "}", endless ? "019c6f00-0000-7000-8000-000000000000" : id(place.kind()));
            }
        }
        return path.replaceAll("\\{[^}]*}", "x");
    }

    /** Of the tenant's; of a kind that nobody knows, of nothing. */
    String id(String kind) {
        return ids.getOrDefault(kind, "019c6f00-0000-7000-8000-000000000000");
    }

    /** The body of the document's example with ids of the tenant's; empty = it takes none, or has no example. */
    String body(IdPlace.Operation operation) {
        JsonNode example = operation
                .json()
                .path("requestBody")
                .path("content")
                .path(type(operation))
                .path("example");
        if (!example.isObject()) {
            return example.isMissingNode() ? "" : example.asString();
        }
        JsonNode body = example.deepCopy();
        own(body);
        return body.toString();
    }

    /** The media type of its body; empty = it takes none. */
    static String type(IdPlace.Operation operation) {
        return operation.takes().stream()
                .filter(each -> !each.startsWith("multipart/"))
                .findFirst()
                .orElse("");
    }

    private void own(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.propertyNames().stream()
                    .filter(name -> name.endsWith("_id") && object.path(name).isString())
                    .toList()
                    .forEach(name -> object.put(name, id(name)));
        }
        node.forEach(this::own);
    }
}
