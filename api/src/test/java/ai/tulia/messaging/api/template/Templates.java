package ai.tulia.messaging.api.template;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.TestApi;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A tenant's templates over HTTP. */
record Templates(TestApi api, TestApi.Tenant tenant) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    Answer add(String name, String type, String content) {
        return post("", Map.of("name", name, "message_type", type, "content", content));
    }

    Answer version(String id, String content) {
        return post("/" + id + "/versions", Map.of("content", content));
    }

    Answer post(String path, Map<String, ?> body) {
        return api.post(tenant.key(), "/v1/templates" + path, JSON.writeValueAsString(body));
    }

    Answer get(String path) {
        return api.get(tenant.key(), "/v1/templates" + path);
    }
}
