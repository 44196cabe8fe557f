package ai.tulia.messaging.api.customer;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.TestApi;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Sends files and reads what became of them. */
record Imports(TestApi api, TestApi.Tenant tenant) {
    static final String ROUTE = "/v1/customers/import";

    Answer skip(String... lines) {
        return send(ROUTE, String.join("\n", lines));
    }

    Answer reject(String... lines) {
        return send(ROUTE + "?on_error=reject", String.join("\n", lines));
    }

    Answer send(String path, String csv) {
        return api.post(tenant.key(), path, csv, "Content-Type", "text/csv");
    }

    Answer bytes(String contentType, byte[] body) {
        return api.send(api.request(ROUTE)
                .header("Authorization", "Bearer " + tenant.key())
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body))
                .build());
    }

    List<JsonNode> customers() {
        return api.get(tenant.key(), "/v1/customers?limit=200")
                .json()
                .path("items")
                .valueStream()
                .toList();
    }

    JsonNode customer(String number) {
        return customers().stream()
                .filter(customer -> customer.path("phone_number").asString().equals(number))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no customer " + number));
    }

    JsonNode consents(String number) {
        return api.get(
                        tenant.key(),
                        "/v1/customers/" + customer(number).path("id").asString() + "/consents")
                .json();
    }

    /** rows, created, updated, unchanged, skipped. */
    static List<Integer> counts(Answer answer) {
        return List.of("rows", "created", "updated", "unchanged", "skipped").stream()
                .map(count -> answer.json().path(count).asInt(-1))
                .toList();
    }
}
