package ai.tulia.messaging.api.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.message.MessageRef;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A withdrawal and a claim of the same message: one of both wins, and the answer says which. */
class WithdrawalClaimTest extends WithdrawingCustomerTest {
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

    /** The common pool has one thread on a machine with two cores: what waits there would never be overtaken. */
    private static <T> CompletableFuture<T> async(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, Thread::startVirtualThread);
    }

    private List<String> events(MessageRef message) {
        return shop.get("/v1/messages/" + message.messageId() + "/events")
                .json()
                .path("items")
                .valueStream()
                .map(event -> event.path("kind").asString())
                .toList();
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
