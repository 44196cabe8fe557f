package ai.tulia.messaging.api.message;

import static ai.tulia.messaging.api.message.Shop.field;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.message.MessageRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Claims, new messages and withdrawals at once: after a withdrawal's answer nothing begins to leave any more. */
class WithdrawalRaceTest extends MessageTest {
    private static final int ROUNDS = 4;
    private static final int CUSTOMERS = 6;
    private static final int SINGLES = 4;
    private static final int BROADCASTS = 3;
    private static final int MAX_OPEN_MILLIS = 60;

    private final long seed = Long.getLong("tulia.seed", System.nanoTime());

    @Test
    void afterTheAnswerNoMessageBeginsToLeave() {
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            new Round(new Random(random.nextLong())).run();
        }
    }

    /** A shop whose customers all withdraw while everything that is due is claimed. */
    private final class Round {
        private final Shop shop = shop();
        private final Instant at = now().plus(Duration.ofHours(3));
        private final Claims claims = new Claims(shop, at.plusSeconds(1));
        private final List<UUID> customers =
                Stream.generate(shop::customer).limit(CUSTOMERS).toList();
        private final Random random;
        private final Map<UUID, Set<String>> underWay = new ConcurrentHashMap<>();
        private final Map<UUID, Set<String>> sendingAtTheAnswer = new ConcurrentHashMap<>();

        Round(Random random) {
            this.random = random;
        }

        void run() {
            var singles = new ArrayList<MessageRef>();
            customers.forEach(customer -> {
                for (int i = 0; i < SINGLES; i++) {
                    singles.add(shop.ref(promotion(customer)));
                }
            });
            Collections.shuffle(singles, random);
            List<BroadcastRef> broadcasts = Stream.generate(() -> claims.startBroadcast(at))
                    .limit(BROADCASTS)
                    .toList();
            var work = new ArrayList<Runnable>();
            singles.forEach(single -> {
                int open = random.nextInt(MAX_OPEN_MILLIS);
                work.add(() -> shop.run(() -> stayOpen(claims.single(single), open)));
            });
            broadcasts.forEach(broadcast -> {
                for (int i = 0; i < CUSTOMERS; i++) {
                    int size = 1 + random.nextInt(3);
                    int open = random.nextInt(MAX_OPEN_MILLIS);
                    work.add(() -> shop.run(() -> stayOpen(claims.broadcast(broadcast, size), open)));
                }
            });
            customers.forEach(customer -> {
                work.add(() -> withdraw(customer));
                work.add(() -> acceptAndClaim(customer));
            });
            Collections.shuffle(work, random);
            try (var threads = Executors.newFixedThreadPool(8)) {
                CompletableFuture.allOf(work.stream()
                                .map(each -> CompletableFuture.runAsync(each, threads))
                                .toArray(CompletableFuture[]::new))
                        .join();
            }
            singles.forEach(single -> shop.run(() -> claims.single(single)));
            broadcasts.forEach(broadcast -> shop.run(() -> claims.broadcast(broadcast, 100)));
            customers.forEach(this::assertNoNewSending);
        }

        private void assertNoNewSending(UUID customer) {
            Set<String> sending = sending(customer);
            assertThat(sending)
                    .as("SENDING of a customer, and at the answer; -Dtulia.seed=%d", seed)
                    .isEqualTo(sendingAtTheAnswer.get(customer));
            assertThat(sending)
                    .as("SENDING of a customer, and under_way; -Dtulia.seed=%d", seed)
                    .isEqualTo(underWay.get(customer));
        }

        /** A claim reserves quota and renders before it commits: long enough for a withdrawal to be answered. */
        private <T> T stayOpen(T claimed, int millis) {
            api().bean(JdbcClient.class)
                    .sql("select pg_sleep(?)::text")
                    .param(millis / 1_000.0)
                    .query(String.class)
                    .single();
            return claimed;
        }

        private void withdraw(UUID customer) {
            Answer answer = api().send(
                            "PUT",
                            shop.tenant().key(),
                            "/v1/customers/" + customer + "/consents",
                            "{\"type\": \"promotional\", \"state\": \"withdrawn\"}");
            sendingAtTheAnswer.put(customer, sending(customer));
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            underWay.put(
                    customer,
                    answer.json()
                            .path("under_way")
                            .valueStream()
                            .map(id -> id.asString())
                            .collect(Collectors.toSet()));
        }

        private void acceptAndClaim(UUID customer) {
            Answer answer = promotion(customer);
            if (answer.status() == 201) {
                shop.run(() -> claims.single(shop.ref(answer)));
            }
        }

        private Answer promotion(UUID customer) {
            return shop.schedule(field("customer_id", customer)
                    + ", 'content': 'Hello', 'message_type': 'promotional', " + field("scheduled_at", at));
        }

        private Set<String> sending(UUID customer) {
            String ids = ledger().queryText(
                            "select string_agg(id::text, ' ') from message where state = 'SENDING' and customer_id = '"
                                    + customer + "'");
            return ids == null ? Set.of() : Set.of(ids.split(" "));
        }
    }
}
