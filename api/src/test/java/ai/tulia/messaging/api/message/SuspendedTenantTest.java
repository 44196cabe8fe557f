package ai.tulia.messaging.api.message;

import static ai.tulia.messaging.api.message.Shop.field;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.TestApi;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** While a tenant is suspended nothing new of it is accepted to be sent, and all else goes on. */
class SuspendedTenantTest extends MessageTest {
    private static final String REASON = "tenant_suspended";

    private final Shop shop = sendingShop();
    private final UUID ana = shop.customer();
    private final String tomorrow = field("scheduled_at", now().plusSeconds(86_400));

    @Test
    void whatWouldSendIsRefusedAndLeavesNothing() {
        String draft = draft().text("id");
        Answer paused = shop.post("/v1/broadcasts", broadcast() + ", 'start': true");
        post("/v1/broadcasts/" + paused.text("id") + "/pause");
        String batch = batch().text("batch_id");
        long messages = shop.count("message");
        suspend();

        Map<String, Answer> refused = Map.of(
                "send", send(),
                "schedule", schedule(),
                "schedule for many", shop.schedule(manyAtATime()),
                "batch", batch(),
                "broadcast", shop.post("/v1/broadcasts", broadcast() + ", 'start': true"),
                "start", post("/v1/broadcasts/" + draft + "/start"),
                "resume", post("/v1/broadcasts/" + paused.text("id") + "/resume"),
                "resume of a batch", post("/v1/batches/" + batch + "/resume"));

        refused.forEach((what, answer) -> {
            assertThat(answer.status()).as(what + " " + answer.body()).isEqualTo(403);
            assertThat(answer.code()).as(what).isEqualTo(REASON);
        });
        assertThat(shop.count("message")).isEqualTo(messages);
        assertThat(shop.get("/v1/broadcasts/" + draft).text("status")).isEqualTo("draft");
        assertThat(shop.get("/v1/broadcasts/" + paused.text("id")).text("status"))
                .isEqualTo("paused");
    }

    @Test
    void readsAndWhatSendsNothingGoOn() {
        Answer sent = send();
        suspend();

        for (String path : List.of("/v1/messages", "/v1/customers", "/v1/templates", "/v1/broadcasts", "/v1/notices")) {
            assertThat(shop.get(path).status()).as(path).isEqualTo(200);
        }
        assertThat(shop.get("/v1/messages/" + sent.text("message_id")).status()).isEqualTo(200);
        assertThat(shop.post("/v1/customers", field("phone_number", "+14155557788"))
                        .status())
                .isEqualTo(201);
        assertThat(draft().status()).isEqualTo(201);
    }

    /** What is refused for now must not be the key's answer for a day. */
    @Test
    void theSameRequestIsAcceptedOnceTheTenantIsResumed() {
        List<Supplier<Answer>> requests = List.of(
                () -> shop.send(hello(), "Idempotency-Key", "send"),
                () -> shop.post("/v1/messages/schedule", later(), "Idempotency-Key", "schedule"),
                () -> shop.post("/v1/messages/batch", items(), "Idempotency-Key", "batch"),
                () -> shop.post("/v1/broadcasts", broadcast() + ", 'start': true", "Idempotency-Key", "broadcast"));
        suspend();
        requests.forEach(request -> assertThat(request.get().code()).isEqualTo(REASON));
        resume();
        requests.forEach(request -> {
            Answer answer = request.get();
            assertThat(answer.status()).as(answer.body()).isBetween(200, 201);
            assertThat(answer.header("Idempotent-Replayed")).isEmpty();
        });
    }

    @Test
    void explainAndDryRunShowIt() {
        shop.with("quiet_start = '00:00', quiet_end = '00:00'");
        suspend();

        Answer told = shop.post("/v1/messages/explain", hello());
        assertThat(told.text("decision")).as(told.body()).isEqualTo("wait");
        assertThat(told.text("reason")).isEqualTo(REASON);
        assertThat(told.json().path("trace").valueStream()).anySatisfy(rule -> {
            assertThat(rule.path("rule").asString()).isEqualTo("tenant");
            assertThat(rule.path("verdict").asString()).isEqualTo("waits");
            assertThat(rule.at("/facts/suspended").asBoolean()).isTrue();
        });
        Answer plan = shop.post("/v1/broadcasts/dry-run", broadcast());
        assertThat(plan.json().at("/waiting/0/reason").asString())
                .as(plan.body())
                .isEqualTo(REASON);
        assertThat(plan.json().at("/waiting/0/recipients").asInt()).isEqualTo(1);
        assertThat(plan.json().at("/expires").size()).isZero();
    }

    @Test
    void whatWaitedForItIsDueOnceItIsResumedAndNothingElse() {
        Answer waiting = schedule();
        Answer scheduled = schedule();
        Instant later = now().plusSeconds(3_600);
        ledger().execute("update message set waiting_reason = '" + REASON + "', wake_at = '" + later + "' where id = '"
                + waiting.text("message_id") + "'");
        suspend();
        Instant wakeAt = wakeAt(scheduled);
        assertThat(wakeAt(waiting)).isAfter(now());
        resume();

        assertThat(wakeAt(waiting)).isBeforeOrEqualTo(now());
        assertThat(wakeAt(scheduled)).isEqualTo(wakeAt);
    }

    @Test
    void doneTwiceItIsDoneAndLoggedOnce() {
        Answer first = suspend();
        assertThat(first.text("suspended_at")).isNotEmpty();
        assertThat(suspend().text("suspended_at")).isEqualTo(first.text("suspended_at"));
        assertThat(resume().json().path("suspended_at").isNull()).isTrue();
        assertThat(resume().status()).isEqualTo(200);

        String log = api().get(
                        TestApi.OPERATOR_KEY,
                        "/v1/audit-log?tenant_id=" + shop.tenant().id())
                .body();
        assertThat(log).containsOnlyOnce("\"tenant.suspended\"").containsOnlyOnce("\"tenant.resumed\"");
        assertThat(operator("POST", "/v1/tenants/" + UUID.randomUUID() + "/suspend")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aTenantsKeySuspendsAndResumesNobody() {
        for (String step : List.of("suspend", "resume")) {
            Answer refused = post("/v1/tenants/" + shop.tenant().id() + "/" + step);
            assertThat(refused.code()).isEqualTo("operator_key_needed");
        }
        assertThat(send().status()).isEqualTo(201);
    }

    @Test
    void anotherTenantSendsOn() {
        suspend();
        assertThat(sendingShop().hello().status()).isEqualTo(201);
    }

    private Answer suspend() {
        return step("suspend");
    }

    private Answer resume() {
        return step("resume");
    }

    private Answer step(String step) {
        Answer answer = operator("POST", "/v1/tenants/" + shop.tenant().id() + "/" + step);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private Answer post(String path) {
        return api().send("POST", shop.tenant().key(), path, null);
    }

    private static Answer operator(String method, String path) {
        return api().send(method, TestApi.OPERATOR_KEY, path, null);
    }

    private Answer send() {
        return shop.send(hello());
    }

    private Answer schedule() {
        return shop.schedule(later());
    }

    private Answer draft() {
        return shop.post("/v1/broadcasts", broadcast());
    }

    private Answer batch() {
        return shop.post("/v1/messages/batch", items());
    }

    private String hello() {
        return field("customer_id", ana) + ", 'content': 'Hello', 'message_type': 'transactional'";
    }

    private String later() {
        return hello() + ", " + tomorrow;
    }

    private String manyAtATime() {
        return "'recipient_criteria': {'all': []}, 'content': 'Hello', 'message_type': 'transactional', " + tomorrow;
    }

    private String items() {
        return "'items': [{" + hello() + "}]";
    }

    private static String broadcast() {
        return "'name': 'Spring', 'message_type': 'promotional', 'content': 'Hello', 'recipient_criteria': {'all': []}";
    }

    private static Instant wakeAt(Answer message) {
        return Instant.parse(
                ledger().queryText("select to_char(wake_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')"
                        + " from message where id = '" + message.text("message_id") + "'"));
    }
}
