package ai.tulia.messaging.api.audience;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.TestApi;

/** A tenant's audiences over HTTP. */
record Audiences(TestApi api, TestApi.Tenant tenant) {
    static final String EVERYONE = "{\"all\": []}";

    Answer add(String name, String criteria) {
        return post("", body(name, criteria));
    }

    Answer preview(String criteria) {
        return post("/preview", "{\"criteria\": " + criteria + "}");
    }

    Answer post(String path, String json, String... headers) {
        return api.post(tenant.key(), "/v1/audiences" + path, json, headers);
    }

    Answer get(String path) {
        return api.get(tenant.key(), "/v1/audiences" + path);
    }

    Answer patch(String id, String json) {
        return api.send("PATCH", tenant.key(), "/v1/audiences/" + id, json);
    }

    Answer delete(String id) {
        return api.send("DELETE", tenant.key(), "/v1/audiences/" + id, null);
    }

    /** @param more further members, each preceded by a comma */
    String customer(String number, String name, String more) {
        return api.post(
                        tenant.key(),
                        "/v1/customers",
                        "{\"phone_number\": \"" + number + "\", \"name\": \"" + name + "\"" + more + "}")
                .text("id");
    }

    static String body(String name, String criteria) {
        return "{\"name\": \"" + name + "\", \"criteria\": " + criteria + "}";
    }
}
