package ai.tulia.messaging.api.etag;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.TestApi;
import ai.tulia.messaging.store.testing.TestLedger;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A resource that people edit one at a time, over HTTP.
 *
 * @param editing method and path of what changes it
 * @param body of the change, with %d for what each change says anew
 */
record Editable(TestApi api, String key, String path, String[] editing, String body) {
    enum Kind {
        CUSTOMER,
        AUDIENCE,
        TEMPLATE,
        WEBHOOK,
        TENANT,
        TIER,
        SENDER,
        KEYWORDS
    }

    static Editable of(Kind kind, TestApi api, TestLedger ledger) {
        String operator = TestApi.OPERATOR_KEY;
        return switch (kind) {
            case CUSTOMER -> made(api, api.tenant(ledger).key(), "/v1/customers", customer(), "{\"name\": \"n%d\"}");
            case AUDIENCE ->
                made(
                        api,
                        api.tenant(ledger).key(),
                        "/v1/audiences",
                        "{\"name\": \"all\", \"criteria\": {\"all\": []}}",
                        "{\"name\": \"a%d\"}");
            case TEMPLATE -> template(api, api.tenant(ledger).key());
            case WEBHOOK ->
                made(
                        api,
                        api.tenant(ledger).key(),
                        "/v1/webhook-endpoints",
                        "{\"url\": \"https://example.com/hooks\", \"events\": [\"message.sent\"]}",
                        "{\"description\": \"w%d\"}");
            case TENANT ->
                made(
                        api,
                        operator,
                        "/v1/tenants",
                        "{\"name\": \"Salon\", \"tier\": \"starter\", \"time_zone\": \"Europe/Berlin\","
                                + " \"senders\": [{\"address\": \"whatsapp:+14155238886\"}]}",
                        "{\"name\": \"t%d\"}");
            case TIER -> tier(api, operator);
            case KEYWORDS -> put(api, api.tenant(ledger).key(), "/v1/keywords", "{\"help_reply\": \"call %d\"}");
            case SENDER -> {
                String number = "+1415555" + ThreadLocalRandom.current().nextInt(1_000, 10_000);
                yield put(api, operator, "/v1/senders/whatsapp:" + number, "{\"messages_per_second\": %d}");
            }
        };
    }

    static String customer() {
        return "{\"phone_number\": \"+14155550101\", \"name\": \"Ana\"}";
    }

    private static Editable made(TestApi api, String key, String collection, String body, String change) {
        String path = collection + "/" + api.post(key, collection, body).text("id");
        return new Editable(api, key, path, new String[] {"PATCH", path}, change);
    }

    private static Editable template(TestApi api, String key) {
        String body = "{\"name\": \"hello\", \"content\": \"Hi\", \"message_type\": \"transactional\"}";
        String path = "/v1/templates/" + api.post(key, "/v1/templates", body).text("id");
        return new Editable(api, key, path, new String[] {"POST", path + "/versions"}, "{\"content\": \"Hi %d\"}");
    }

    private static Editable tier(TestApi api, String key) {
        String path = "/v1/tiers/t" + UUID.randomUUID();
        api.send("PUT", key, path, "{\"daily_limit\": 1}");
        return put(api, key, path, "{\"daily_limit\": %d}");
    }

    private static Editable put(TestApi api, String key, String path, String change) {
        return new Editable(api, key, path, new String[] {"PUT", path}, change);
    }

    Answer get() {
        return api.get(key, path);
    }

    String tag() {
        return get().header("ETag");
    }

    Answer edit(int n, String... headers) {
        return editAs(key, n, headers);
    }

    Answer editAs(String otherKey, int n, String... headers) {
        return api.send(editing[0], otherKey, editing[1], body.formatted(n), headers);
    }
}
