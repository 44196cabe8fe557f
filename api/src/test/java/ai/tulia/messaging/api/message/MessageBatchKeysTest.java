package ai.tulia.messaging.api.message;

import static ai.tulia.messaging.api.message.MessageBatchTest.all;
import static ai.tulia.messaging.api.message.MessageBatchTest.item;
import static ai.tulia.messaging.api.message.Shop.field;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.store.idempotency.ExpiredIdempotencyKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A batch is made once by its request's key, also when its process died on the way; an item once by its own. */
class MessageBatchKeysTest extends MessageTest {
    private final Shop shop = shop();
    private final UUID ana = shop.customer();

    @Test
    void fiftyAtOnceWithOneIdempotencyKeyMakeOneBatch() throws Exception {
        String body = items(300, "");
        List<Answer> answers = atOnce(() -> post(body, "once"));
        List<Answer> made =
                answers.stream().filter(answer -> answer.status() == 200).toList();
        assertThat(made).isNotEmpty();
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .allMatch(answer -> answer.code().equals("request_in_progress"));
        Answer later = post(body, "once");
        assertThat(later.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(made).allMatch(answer -> answer.json().equals(later.json()));
        assertThat(shop.count("message")).isEqualTo(300);
        assertThat(post(items(2, ""), "once").code()).isEqualTo("idempotency_key_reused");
    }

    @Test
    void whoseProcessDiedBetweenTwoCommitsIsMadeWhole() {
        String body = items(450, "");
        Answer first = post(body, "died");
        died("batch_index >= 200", "completed");
        assertThat(post(body, "died").code()).isEqualTo("request_in_progress");
        api().clock().advance(Duration.ofMinutes(2));

        Answer again = post(body, "died");

        assertThat(again.status()).as(again.body()).isEqualTo(200);
        assertThat(again.text("batch_id")).isEqualTo(first.text("batch_id"));
        assertThat(all(again, "message_id").subList(0, 200))
                .isEqualTo(all(first, "message_id").subList(0, 200));
        assertThat(new HashSet<>(all(again, "message_id"))).hasSize(450);
        assertThat(shop.count("message")).isEqualTo(450);
        // It had come to its end with what it was: it runs for the rest.
        assertThat(shop.get("/v1/batches/" + again.text("batch_id")).text("status"))
                .isEqualTo("running");
        assertThat(post(body, "died").json()).isEqualTo(again.json());
    }

    @Test
    void ofManyThatComeAfterItsDeathOneMakesItWhole() throws Exception {
        String body = items(250, ", 'dedupe_key': 'k-INDEX'");
        Answer first = post(body, "died");
        died("batch_index >= 200", "running");
        ledger().execute("delete from dedupe_key where tenant_id = '"
                + shop.tenant().id() + "' and message_id not in (select id from message)");
        api().clock().advance(Duration.ofMinutes(2));
        List<Answer> answers = atOnce(() -> post(body, "died"));
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 200)
                .isNotEmpty()
                .allMatch(answer -> answer.text("batch_id").equals(first.text("batch_id")))
                .allMatch(answer -> answer.json().path("accepted").asInt() == 250)
                .allMatch(answer -> all(answer, "duplicate").stream().allMatch("false"::equals));
        assertThat(shop.count("message")).isEqualTo(250);
    }

    @Test
    void aDedupeKeyMakesOneMessageAndItsRepeatsAnswerThat() {
        Answer first = post(body("'a'", "'b'", "'a'"), null);
        assertThat(all(first, "duplicate")).containsExactly("false", "false", "true");
        assertThat(item(first, 2).path("message_id")).isEqualTo(item(first, 0).path("message_id"));
        assertThat(shop.count("message")).isEqualTo(2);

        Answer second = post(body("'b'", "'c'"), null);
        assertThat(all(second, "duplicate")).containsExactly("true", "false");
        assertThat(item(second, 0).path("message_id")).isEqualTo(item(first, 1).path("message_id"));
        assertThat(all(shop.get("/v1/batches/" + second.text("batch_id")), "index"))
                .containsExactly("1");
        assertThat(shop.count("message")).isEqualTo(3);
    }

    @Test
    void aFaultyItemTakesNoKey() {
        Answer first = post(
                "'items': [{'dedupe_key': 'a', " + field("customer_id", UUID.randomUUID())
                        + ", 'content': 'Hi', 'message_type': 'transactional'}, {'dedupe_key': 'no key'}]",
                null);
        assertThat(first.json().path("accepted").asInt()).isZero();
        Answer second = post(body("'a'"), null);
        assertThat(all(second, "duplicate")).containsExactly("false");
    }

    @Test
    void fiftyBatchesAtOnceWithTheSameDedupeKeysMakeEachMessageOnce() throws Exception {
        var calls = new ArrayList<Callable<Answer>>();
        for (int i = 0; i < 50; i++) {
            List<String> keys =
                    IntStream.range(0, 20).mapToObj(n -> "'k" + n + "'").collect(Collectors.toList());
            Collections.shuffle(keys);
            calls.add(() -> post(body(keys.toArray(String[]::new)), null));
        }
        List<Answer> answers = atOnce(calls);
        assertThat(answers).allMatch(answer -> answer.status() == 200 || answer.status() == 503);
        assertThat(shop.count("message")).isEqualTo(20);
        assertThat(answers.stream()
                        .flatMap(answer -> all(answer, "message_id").stream())
                        .distinct())
                .hasSize(20);
    }

    @Test
    void after24HoursAKeyIsNewAgainAndAnothersKeyIsAnothers() {
        String made = item(post(body("'a'"), null), 0).path("message_id").asString();
        Shop other = shop();
        Answer anothers = other.post(
                "/v1/messages/batch",
                "'items': [{" + field("customer_id", other.customer())
                        + ", 'content': 'Hi', 'message_type': 'transactional', 'dedupe_key': 'a'}]");
        assertThat(all(anothers, "duplicate")).containsExactly("false");

        old();
        Answer again = post(body("'a'"), null);
        assertThat(all(again, "duplicate")).containsExactly("false");
        assertThat(item(again, 0).path("message_id").asString()).isNotEqualTo(made);
        old();
        assertThat(api().bean(ExpiredIdempotencyKeys.class).removeDedupeKeys(10_000))
                .isPositive();
        assertThat(shop.count("dedupe_key")).isZero();
    }

    private void old() {
        ledger().execute("update dedupe_key set created_at = now() - interval '24 hours 1 second' where tenant_id = '"
                + shop.tenant().id() + "'");
    }

    /** As if its process had died before it wrote these, and somebody had carried on what there was. */
    private void died(String notWritten, String status) {
        String tenant = " where tenant_id = '" + shop.tenant().id() + "'";
        ledger().execute("delete from message" + tenant + " and " + notWritten);
        ledger().execute("update broadcast set status = '" + status + "'" + tenant);
        ledger().execute("update idempotency_key set response_status = null, response_body = null,"
                + " locked_until = now() + interval '1 minute'" + tenant);
    }

    private Answer post(String fields, String key) {
        return key == null
                ? shop.post("/v1/messages/batch", fields)
                : shop.post("/v1/messages/batch", fields, "Idempotency-Key", key);
    }

    private String body(String... dedupeKeys) {
        return "'items': ["
                + IntStream.range(0, dedupeKeys.length)
                        .mapToObj(i -> one(i, ", 'dedupe_key': " + dedupeKeys[i]))
                        .collect(Collectors.joining(", "))
                + "]";
    }

    private String items(int count, String more) {
        return "'items': ["
                + IntStream.range(0, count)
                        .mapToObj(i -> one(i, more.replace("INDEX", "" + i)))
                        .collect(Collectors.joining(", "))
                + "]";
    }

    private String one(int index, String more) {
        return "{" + field("customer_id", ana) + ", 'content': 'No " + index + "', 'message_type': 'transactional'"
                + more + "}";
    }

    private static List<Answer> atOnce(Callable<Answer> call) throws Exception {
        return atOnce(Collections.nCopies(50, call));
    }

    private static List<Answer> atOnce(List<Callable<Answer>> calls) throws Exception {
        var answers = new ArrayList<Answer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answered : threads.invokeAll(calls)) {
                answers.add(answered.get());
            }
        }
        return answers;
    }
}
