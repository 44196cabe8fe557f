package ai.tulia.messaging.api.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.domain.message.MessageState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two requests that change the same rows, stopped by a third's locks where they would block each other. */
class AtOnceTest extends ApiTest {
    private final BroadcastShop shop = new BroadcastShop(api(), tenant(), ledger());

    @ParameterizedTest
    @ValueSource(strings = {"failed", "all"})
    void twoResumesAtOnceTryEachMessageAgainOnce(String scope) throws Exception {
        List<UUID> customers =
                IntStream.range(0, 3).mapToObj(i -> shop.customer()).toList();
        String id = shop.draft().text("id");
        shop.step(id, "start");
        shop.snapshot(id);
        customers.forEach(customer -> shop.put(id, customer, MessageState.FAILED, "twilio_20003"));
        shop.step(id, "pause");
        List<Answer> answers = bothBehind(
                "select 1 from message where broadcast_id = '" + id + "' for update",
                () -> resume(id, scope),
                () -> resume(id, scope));
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.text("status")).isEqualTo("running");
        });
        assertThat(answers.stream()
                        .mapToInt(answer -> answer.json().path("retried").asInt()))
                .containsExactlyInAnyOrder(0, 3);
        assertThat(shop.get("/v1/broadcasts/" + id).json().at("/counts/waiting").asInt())
                .isEqualTo(3);
    }

    @Test
    void ofTwoFilesThatCrossOneIsKeptAndTheOtherSentAgain() throws Exception {
        String id = shop.post("/v1/broadcasts", "{'name': 'x', 'message_type': 'promotional', 'content': 'Hi'}")
                .text("id");
        String one = numbers("+1415555");
        String other = numbers("+1415556");
        String first = "phone_number\n" + one + "\n+12025550101\n" + other;
        String second = "phone_number\n" + other + "\n+12025550102\n" + one;
        List<Answer> answers = bothBehind(
                "insert into customer (tenant_id, id, phone_number, created_at, updated_at)"
                        + " select '" + shop.tenant().id() + "', gen_random_uuid(), n, now(), now()"
                        + " from unnest('{+12025550101, +12025550102}'::text[]) n",
                () -> upload(id, first),
                () -> upload(id, second));
        assertThat(answers.stream().map(Answer::status)).containsExactlyInAnyOrder(200, 503);
        Answer refused = answers.stream()
                .filter(answer -> answer.status() == 503)
                .findAny()
                .orElseThrow();
        assertThat(refused.code()).isEqualTo("ledger_busy");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(shop.count("broadcast_recipient")).isEqualTo(1_001);
        Answer again = upload(id, answers.getFirst() == refused ? first : second);
        assertThat(again.status()).as(again.body()).isEqualTo(200);
        assertThat(again.json().path("recipients").asInt()).isEqualTo(1_002);
    }

    /** Both are sent while another holds what this statement locks, which lets go once both wait. */
    private List<Answer> bothBehind(String locks, Supplier<Answer> one, Supplier<Answer> other)
            throws SQLException, InterruptedException, ExecutionException {
        try (Connection holder = ledger().connect()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute(locks);
            var first = CompletableFuture.supplyAsync(one, Thread::startVirtualThread);
            var second = CompletableFuture.supplyAsync(other, Thread::startVirtualThread);
            await().until(() -> ledger().queryText("select count(*) from pg_stat_activity"
                            + " where datname = current_database() and wait_event_type = 'Lock'")
                    .equals("2"));
            holder.rollback();
            return List.of(first.get(), second.get());
        }
    }

    private static String numbers(String prefix) {
        return IntStream.range(0, 500).mapToObj(i -> prefix + (1000 + i)).collect(Collectors.joining("\n"));
    }

    private Answer resume(String id, String scope) {
        return shop.post("/v1/broadcasts/" + id + "/resume", "{'scope': '" + scope + "'}");
    }

    private Answer upload(String id, String file) {
        return api().post(
                        shop.tenant().key(),
                        "/v1/broadcasts/" + id + "/recipients?on_error=reject",
                        file,
                        "Content-Type",
                        "text/csv");
    }
}
