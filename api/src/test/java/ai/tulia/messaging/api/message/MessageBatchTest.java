package ai.tulia.messaging.api.message;

import static ai.tulia.messaging.api.message.Shop.field;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.workflows.broadcast.BroadcastWorkflowStarter;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Messages accepted together: each is judged by itself, and they are kept as one batch. */
class MessageBatchTest extends MessageTest {
    private static final String HELLO = ", 'content': 'Hello {{name}}', 'message_type': 'transactional'";

    private final Shop shop = shop();

    @Test
    void eachItemIsAsItsOwnRequest() {
        UUID ana = shop.customer("America/New_York");
        UUID template = shop.template("Dear {{name}}, {{what|tulips}}", MessageType.REMINDER);
        Instant later = now().plusSeconds(3600);
        Answer made = batch(
                field("customer_id", ana) + HELLO,
                field("customer_id", ana) + ", " + field("template_id", template) + ", 'context': {'what': 'roses'}",
                field("customer_id", ana) + HELLO + ", " + field("scheduled_at", later),
                field("customer_id", shop.strangerWithoutConsent())
                        + ", 'content': 'Offer', 'message_type': 'promotional'",
                field("customer_id", ana) + ", 'content': 'Hi {{code}}', 'message_type': 'transactional'",
                field("customer_id", UUID.randomUUID()) + HELLO,
                "'customer_id': 7",
                "'customer_id': null, 'content': 'Hi'");

        assertThat(made.status()).as(made.body()).isEqualTo(200);
        assertThat(made.json().path("accepted").asInt()).isEqualTo(3);
        assertThat(made.json().path("not_accepted").asInt()).isEqualTo(5);
        assertThat(all(made, "index")).containsExactly("0", "1", "2", "3", "4", "5", "6", "7");
        assertThat(all(made, "state")).containsExactly("accepted", "accepted", "waiting", "refused", "", "", "", "");
        assertThat(Instant.parse(item(made, 2).path("wake_at").asString())).isEqualTo(later);
        assertThat(problem(made, 3)).isEqualTo("403 consent_missing [items[3].customer_id]");
        assertThat(item(made, 3).path("message_id").asString()).isNotBlank();
        assertThat(problem(made, 4)).isEqualTo("422 missing_variable [items[4].context.code]");
        assertThat(problem(made, 5)).isEqualTo("422 unknown_customer [items[5].customer_id]");
        assertThat(problem(made, 6)).isEqualTo("400 invalid_request [items[6].customer_id]");
        assertThat(problem(made, 7)).isEqualTo("400 invalid_request [items[7].customer_id, items[7].message_type]");
        assertThat(shop.count("message")).isEqualTo(4);
        assertThat(shop.count("template_usage where used = 1")).isEqualTo(1);

        Answer second =
                shop.get("/v1/messages/" + item(made, 1).path("message_id").asString());
        assertThat(second.text("batch_id")).isEqualTo(made.text("batch_id"));
        assertThat(second.json().path("batch_index").asInt()).isEqualTo(1);
        assertThat(second.json().path("broadcast_id").isNull()).isTrue();
        assertThat(second.text("message_type")).isEqualTo("reminder");
        assertThat(workflow(made)).isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
    }

    @Test
    void itIsShownInTheOrderOfItsItemsAndIsNoBroadcast() {
        UUID ana = shop.customer();
        Answer made = batch(field("customer_id", ana) + HELLO, "'x': 1", field("customer_id", ana) + HELLO);
        String id = made.text("batch_id");

        Answer shown = shop.get("/v1/batches/" + id);
        assertThat(shown.status()).as(shown.body()).isEqualTo(200);
        assertThat(shown.text("status")).isEqualTo("running");
        assertThat(shown.json().at("/counts/accepted").asInt()).isEqualTo(2);
        assertThat(all(shown, "index")).containsExactly("0", "2");
        assertThat(all(shown, "message_id"))
                .containsExactly(
                        item(made, 0).path("message_id").asString(),
                        item(made, 2).path("message_id").asString());
        assertThat(shop.get("/v1/broadcasts").json().path("items").isEmpty()).isTrue();
        for (String route : List.of("", "/recipients", "/events")) {
            assertThat(shop.get("/v1/broadcasts/" + id + route).status()).isEqualTo(404);
        }
        for (String step : List.of("start", "pause", "resume", "cancel", "dry-run")) {
            assertThat(shop.post("/v1/broadcasts/" + id + "/" + step, "").status())
                    .isEqualTo(404);
        }
        assertThat(shop.get("/v1/messages?status=pending").json().path("items").size())
                .isEqualTo(2);
    }

    @Test
    void canceledItClosesForGoodAndNoneIsResumed() {
        String id = batch(field("customer_id", shop.customer()) + HELLO).text("batch_id");
        Answer canceled = shop.post("/v1/batches/" + id + "/cancel", "");
        assertThat(canceled.status()).as(canceled.body()).isEqualTo(200);
        assertThat(canceled.text("status")).isEqualTo("canceled");
        assertThat(shop.post("/v1/batches/" + id + "/cancel", "").json()).isEqualTo(canceled.json());
        Answer resumed = shop.post("/v1/batches/" + id + "/resume", "");
        assertThat(resumed.status()).isEqualTo(409);
        assertThat(resumed.code()).isEqualTo("wrong_status");
        assertThat(resumed.text("batch_status")).isEqualTo("canceled");
    }

    @Test
    void oneThatStoppedItselfIsResumed() {
        String id = batch(field("customer_id", shop.customer()) + HELLO).text("batch_id");
        ledger().execute("update broadcast set status = 'paused', paused_reason = 'no_provider_account' where id = '"
                + id + "'");
        assertThat(shop.get("/v1/batches/" + id).text("paused_reason")).isEqualTo("no_provider_account");
        Answer resumed = shop.post("/v1/batches/" + id + "/resume", "");
        assertThat(resumed.text("status")).isEqualTo("running");
        assertThat(resumed.json().path("paused_reason").isNull()).isTrue();
        assertThat(shop.post("/v1/batches/" + id + "/resume", "").status()).isEqualTo(200);
    }

    @Test
    void webhooksTellOfItsMessagesAndNameIt() {
        String endpoint = "'url': 'https://example.com/hooks', 'events': ['message.failed', 'broadcast.completed']";
        assertThat(shop.post("/v1/webhook-endpoints", endpoint).status()).isEqualTo(201);
        String id = batch(field("customer_id", shop.strangerWithoutConsent())
                        + ", 'content': 'Offer', 'message_type': 'promotional'")
                .text("batch_id");
        assertThat(shop.count("webhook_delivery")).isEqualTo(1);
        assertThat(shop.count("webhook_delivery where data ->> 'batch_id' = '" + id
                        + "' and not jsonb_exists(data, 'broadcast_id')"))
                .isEqualTo(1);
    }

    @Test
    void ofOnlyBadItemsItIsCompletedAtOnce() {
        Answer made = batch(
                "'customer_id': 'x'",
                field("customer_id", shop.strangerWithoutConsent())
                        + ", 'content': 'Offer', 'message_type': 'promotional'");
        assertThat(made.json().path("accepted").asInt()).isZero();
        assertThat(shop.get("/v1/batches/" + made.text("batch_id")).text("status"))
                .isEqualTo("completed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'items': []}", "{'items': null}", "{'items': {}}", "{'items': 'x'}", "[]", "MANY"})
    void noneAndTooManyAre400(String body) {
        String many = "{'items': [" + String.join(",", Collections.nCopies(1_001, "{}")) + "]}";
        Answer answer = api().post(shop.tenant().key(), "/v1/messages/batch", json(body.replace("MANY", many)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(shop.count("broadcast")).isZero();
    }

    @Test
    void aThousandAreTakenHoweverBadTheyAre() {
        UUID ana = shop.customer();
        String[] items = IntStream.range(0, 1_000)
                .mapToObj(i -> i % 2 == 0
                        ? field("customer_id", ana) + ", 'content': 'No " + i + "', 'message_type': 'transactional'"
                        : "'content': null")
                .toArray(String[]::new);
        Answer made = batch(items);
        assertThat(made.json().path("accepted").asInt()).isEqualTo(500);
        assertThat(shop.count("message where batch_index % 2 = 0 and body = 'No ' || batch_index"))
                .isEqualTo(500);
        Answer noObjects = shop.post("/v1/messages/batch", "'items': [null, [], 'x']");
        assertThat(noObjects.status()).as(noObjects.body()).isEqualTo(200);
        assertThat(problem(noObjects, 0)).isEqualTo("400 invalid_request [items[0]]");
        assertThat(problem(noObjects, 1)).isEqualTo("400 invalid_request [items[1]]");
        assertThat(problem(noObjects, 2)).isEqualTo("400 invalid_request [items[2]]");
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "POST, /cancel", "POST, /resume"})
    void anothersBatchIsNotThere(String method, String route) {
        Shop owner = shop();
        String id = owner.post(
                        "/v1/messages/batch", "'items': [{" + field("customer_id", owner.customer()) + HELLO + "}]")
                .text("batch_id");
        String before = owner.get("/v1/batches/" + id).body();
        for (String each : new String[] {id, UUID.randomUUID().toString(), "x"}) {
            Answer answer = api().send(method, shop.tenant().key(), "/v1/batches/" + each + route, null);
            assertThat(answer.status()).as(each + answer.body()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("not_found");
        }
        assertThat(owner.get("/v1/batches/" + id).body()).isEqualTo(before);
    }

    @Test
    void anothersCustomersAndTemplatesAreNotThere() {
        Shop other = shop();
        Answer made = batch(
                field("customer_id", other.customer()) + HELLO,
                field("customer_id", shop.customer()) + ", "
                        + field("template_id", other.template("Hi", MessageType.TRANSACTIONAL)));
        assertThat(problem(made, 0)).startsWith("422 unknown_customer");
        assertThat(problem(made, 1)).startsWith("422 unknown_template");
        assertThat(shop.count("message")).isZero();
    }

    @Test
    void theScopeOfConversationsOpensIt() {
        var tenant = api().tenant(ledger(), Scopes.ANALYTICS);
        assertThat(api().post(tenant.key(), "/v1/messages/batch", "{}").code()).isEqualTo("missing_scope");
        assertThat(api().get(tenant.key(), "/v1/batches/" + UUID.randomUUID()).code())
                .isEqualTo("missing_scope");
    }

    private Answer batch(String... items) {
        return shop.post("/v1/messages/batch", "'items': [{" + String.join("}, {", items) + "}]");
    }

    private WorkflowExecutionStatus workflow(Answer batch) {
        var ref = new BroadcastRef(shop.tenant().id(), UUID.fromString(batch.text("batch_id")));
        return api().bean(WorkflowClient.class)
                .newUntypedWorkflowStub(BroadcastWorkflowStarter.workflowId(ref))
                .describe()
                .getStatus();
    }

    static JsonNode item(Answer batch, int index) {
        return batch.json().path("items").path(index);
    }

    static List<String> all(Answer batch, String field) {
        return batch.json()
                .path("items")
                .valueStream()
                .map(item -> item.path(field).asString(""))
                .toList();
    }

    private static String problem(Answer batch, int index) {
        JsonNode problem = item(batch, index).path("problem");
        return problem.path("status").asInt() + " " + problem.path("code").asString() + " "
                + problem.path("errors")
                        .valueStream()
                        .map(error -> error.path("field").asString())
                        .toList();
    }
}
