package ai.tulia.messaging.api.message;

import static ai.tulia.messaging.api.message.Shop.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.quota.QuotaCounters;
import ai.tulia.messaging.store.quota.QuotaRequest;
import ai.tulia.messaging.store.quota.Reservations;
import ai.tulia.messaging.workflows.broadcast.BroadcastWorkflowStarter;
import ai.tulia.messaging.workflows.message.MessageWorkflowStarter;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A withdrawal and a claim of the same message: one of both wins, and the answer says which. */
class WithdrawalTest extends MessageTest {
    private final Shop shop = shop();
    private final UUID ana = shop.customer();
    private final Instant at = now().plus(Duration.ofHours(3));
    private final Claims claims = new Claims(shop, at.plusSeconds(1));

    @Test
    void aClaimThatIsFirstIsUnderWayAndTheOnlyOneThatLeaves() {
        MessageRef claimed = promotion();
        MessageRef other = promotion();
        try (var open = new OpenTransaction<>(() -> claims.single(claimed))) {
            var withdrawal = async(() -> withdraw(ConsentType.PROMOTIONAL));
            awaitBlocked();
            assertThat(open.commit()).isTrue();
            assertThat(underWay(withdrawal.join())).containsExactly(claimed.messageId());
        }
        assertThat(state(claimed)).isEqualTo("SENDING");
        assertThat(state(other)).isEqualTo("REFUSED");
        assertThat(shop.run(() -> claims.single(other))).isFalse();
    }

    @Test
    void aBroadcastsClaimThatIsFirstIsUnderWay() {
        BroadcastRef broadcast = claims.startBroadcast(at);
        try (var open = new OpenTransaction<>(() -> claims.broadcast(broadcast, 10))) {
            var withdrawal = async(() -> withdraw(ConsentType.ALL));
            awaitBlocked();
            List<UUID> claimed = open.commit();
            assertThat(claimed).hasSize(1);
            assertThat(underWay(withdrawal.join())).isEqualTo(claimed);
        }
    }

    @Test
    void aWithdrawalThatIsFirstLeavesNothingToClaim() {
        MessageRef single = promotion();
        BroadcastRef broadcast = claims.startBroadcast(at);
        try (var open = new OpenTransaction<>(() -> {
            shop.consent(ana, ConsentType.PROMOTIONAL, ConsentState.WITHDRAWN);
            return true;
        })) {
            assertThat(shop.run(() -> claims.broadcast(broadcast, 10))).isEmpty();
            var claim = async(() -> shop.run(() -> claims.single(single)));
            awaitBlocked();
            open.commit();
            assertThat(claim.join()).isFalse();
        }
        assertThat(shop.run(() -> claims.broadcast(broadcast, 10))).isEmpty();
        assertThat(shop.count("message where state = 'REFUSED' and failure_code = 'consent_withdrawn'"))
                .isEqualTo(2);
        assertThat(events(single)).containsExactly("accepted", "deferred", "policy_refused");
    }

    @Test
    void aMessageAcceptedMeanwhileIsNotClaimedWithTheConsentOfBefore() {
        try (var open = new OpenTransaction<>(() -> {
            shop.consent(ana, ConsentType.PROMOTIONAL, ConsentState.WITHDRAWN);
            return true;
        })) {
            var accepted = async(this::promotion);
            awaitBlocked();
            assertThat(shop.count("message")).isZero();
            open.commit();
            MessageRef message = accepted.join();
            assertThat(shop.run(() -> claims.single(message))).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void itStopsWhatItsConsentGovernsAndNothingElse(ConsentType withdrawn) {
        Map<MessageType, MessageRef> messages = Arrays.stream(MessageType.values())
                .collect(Collectors.toMap(Function.identity(), type -> scheduled(ana, type)));
        MessageRef anothers = scheduled(shop.customer(), MessageType.PROMOTIONAL);
        BroadcastRef broadcast = claims.startBroadcast(at);

        Answer answer = withdraw(withdrawn);

        assertThat(underWay(answer)).isEmpty();
        messages.forEach((type, message) ->
                assertThat(state(message)).as(type.code()).isEqualTo(governs(withdrawn, type) ? "REFUSED" : "WAITING"));
        assertThat(state(anothers)).isEqualTo("WAITING");
        assertThat(shop.count(
                        "message where broadcast_id is not null and customer_id = '" + ana + "' and state = 'REFUSED'"))
                .isEqualTo(governs(withdrawn, MessageType.PROMOTIONAL) ? 1 : 0);
        assertThat(shop.run(() -> claims.broadcast(broadcast, 10)))
                .hasSize(governs(withdrawn, MessageType.PROMOTIONAL) ? 1 : 2);
    }

    @Test
    void whatItDoesNotGovernIsNotUnderWay() {
        MessageRef code = scheduled(ana, MessageType.TRANSACTIONAL);
        assertThat(shop.run(() -> claims.single(code))).isTrue();
        assertThat(underWay(withdraw(ConsentType.PROMOTIONAL))).isEmpty();
        assertThat(underWay(withdraw(ConsentType.ALL))).containsExactly(code.messageId());
    }

    @Test
    void aGrantSaysNothingOfMessages() {
        MessageRef promotion = promotion();
        Answer granted = consent(ConsentType.PROMOTIONAL, ConsentState.GRANTED);
        assertThat(granted.json().has("under_way")).isFalse();
        assertThat(state(promotion)).isEqualTo("WAITING");
    }

    @Test
    void quotaComesFreeAndTheWorkflowsLearnOfIt() {
        MessageRef promotion = promotion();
        BroadcastRef broadcast = claims.startBroadcast(at);
        var counters = api().bean(QuotaCounters.class);
        new Reservations(api()::bean)
                .reserve(promotion, QuotaRequest.of(MessageType.PROMOTIONAL.rules(), 1_000L, now(), now()));

        withdraw(ConsentType.ALL);

        assertThat(counters.usage(shop.tenant().id(), 1_000L, now()).used()).isZero();
        assertThat(shop.count("message where reserved_at is not null")).isZero();
        assertThat(shop.count("quota_grant_journal")).isZero();
        assertThat(signals(MessageWorkflowStarter.workflowId(promotion))).isEqualTo(1);
        assertThat(signals(BroadcastWorkflowStarter.workflowId(broadcast))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"skip", "reject"})
    void aFileWithdrawsLikeACustomer(String onError) {
        MessageRef promotion = promotion();
        MessageRef reminder = scheduled(ana, MessageType.REMINDER);
        MessageRef anothers = scheduled(shop.customer(), MessageType.PROMOTIONAL);
        String number = ledger().queryText("select phone_number from customer where id = '" + ana + "'");

        Answer answer = api().post(
                        shop.tenant().key(),
                        "/v1/customers/import?on_error=" + onError,
                        "phone_number,consent_promotional\n" + number + ",withdrawn",
                        "Content-Type",
                        "text/csv");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(state(promotion)).isEqualTo("REFUSED");
        assertThat(state(reminder)).isEqualTo("WAITING");
        assertThat(state(anothers)).isEqualTo("WAITING");
        assertThat(shop.count("quota_grant_journal")).isZero();
        assertThat(signals(MessageWorkflowStarter.workflowId(promotion))).isEqualTo(1);
    }

    /** The common pool has one thread on a machine with two cores: what waits there would never be overtaken. */
    private static <T> CompletableFuture<T> async(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, Thread::startVirtualThread);
    }

    private static boolean governs(ConsentType consent, MessageType type) {
        return consent == ConsentType.ALL || consent == type.rules().consent();
    }

    private MessageRef promotion() {
        return scheduled(ana, MessageType.PROMOTIONAL);
    }

    private MessageRef scheduled(UUID customer, MessageType type) {
        return shop.ref(shop.schedule(field("customer_id", customer) + ", 'content': 'Hello', "
                + field("message_type", type.code()) + ", " + field("scheduled_at", at)));
    }

    private Answer withdraw(ConsentType type) {
        return consent(type, ConsentState.WITHDRAWN);
    }

    private Answer consent(ConsentType type, ConsentState state) {
        Answer answer = api().send(
                        "PUT",
                        shop.tenant().key(),
                        "/v1/customers/" + ana + "/consents",
                        json("{" + field("type", type.code()) + ", " + field("state", state.code()) + "}"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static List<UUID> underWay(Answer answer) {
        assertThat(answer.json().path("under_way").isArray()).as(answer.body()).isTrue();
        return answer.json()
                .path("under_way")
                .valueStream()
                .map(id -> UUID.fromString(id.asString()))
                .toList();
    }

    private static String state(MessageRef message) {
        return ledger().queryText("select state from message where id = '" + message.messageId() + "'");
    }

    private List<String> events(MessageRef message) {
        return shop.get("/v1/messages/" + message.messageId() + "/events")
                .json()
                .path("items")
                .valueStream()
                .map(event -> event.path("kind").asString())
                .toList();
    }

    private static long signals(String workflowId) {
        return api().bean(WorkflowClient.class).fetchHistory(workflowId).getEvents().stream()
                .filter(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED)
                .count();
    }

    private static void awaitBlocked() {
        await("a transaction that waits for the open one's lock")
                .atMost(Duration.ofSeconds(10))
                .until(() -> !"0"
                        .equals(ledger().queryText("select count(*) from pg_stat_activity where datname ="
                                + " current_database() and wait_event_type = 'Lock'")));
    }

    /** Has done its work in another thread, and commits when it is told to. */
    private final class OpenTransaction<T> implements AutoCloseable {
        private final CountDownLatch end = new CountDownLatch(1);
        private final CompletableFuture<T> committed;

        OpenTransaction(Supplier<T> work) {
            var done = new CountDownLatch(1);
            committed = async(() -> shop.run(() -> {
                T result = work.get();
                done.countDown();
                uninterruptibly(end);
                return result;
            }));
            uninterruptibly(done);
        }

        T commit() {
            end.countDown();
            return committed.join();
        }

        @Override
        public void close() {
            commit();
        }

        private static void uninterruptibly(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
