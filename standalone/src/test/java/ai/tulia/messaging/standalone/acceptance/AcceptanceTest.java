package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.twiliosimulator.FaultRule;
import ai.tulia.messaging.twiliosimulator.ReceivedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;

/**
 * A promise of the product, seen from outside: what the API shows of the ledger, and what the provider received. What
 * must be true always is checked after every test, of all that the test made.
 */
abstract class AcceptanceTest {
    /**
     * How long a test waits for what depends on the provider's answers. On a crowded machine one of them may stay out: then
     * the message is reconciled within 3 min 30 s, as promised, and what waits for it comes to its end no sooner.
     */
    static final Duration SETTLED_WITHIN = Duration.ofMinutes(5);

    private final List<Shop> shops = new ArrayList<>();
    private final Set<UUID> takenAgain = new HashSet<>();

    static AcceptanceStack stack() {
        return AcceptanceStack.running();
    }

    static Histories histories() {
        return new Histories(stack());
    }

    Shop shop() {
        return shop(null);
    }

    Shop shop(Integer dailyLimit) {
        return checked(new Shop(stack(), dailyLimit));
    }

    /** What must be true always is checked of this one, too, which was made otherwise. */
    Shop checked(Shop shop) {
        shops.add(shop);
        return shop;
    }

    /** The provider treats this shop's POSTs so, from now on. */
    static void provider(Shop shop, FaultRule rule) {
        provider(shop.account(), rule);
    }

    static void provider(String account, FaultRule rule) {
        var rules = new ArrayList<>(List.of(rule.forAccount(account)));
        rules.addAll(AcceptanceStack.NO_REPORTS);
        stack().simulator().faults(rules);
    }

    /** The provider itself said that it did not deliver this one the first time. */
    void mayBeTakenAgain(UUID message) {
        takenAgain.add(message);
    }

    @AfterEach
    void holdsAlways() {
        stack().simulator().faults(AcceptanceStack.NO_REPORTS);
        shops.forEach(shop -> {
            noMessageWasTakenTwice(shop);
            temporalKnowsNobody(shop);
            everyHistoryReplays(shop);
        });
    }

    private void noMessageWasTakenTwice(Shop shop) {
        var taken = shop.received().stream()
                .filter(ReceivedRequest::accepted)
                .map(request -> messageOf(String.valueOf(request.field("StatusCallback"))))
                .filter(message -> !takenAgain.contains(message))
                .collect(Collectors.groupingBy(message -> message, Collectors.counting()));
        assertThat(taken.values()).as("POSTs taken on, by message: %s", taken).allMatch(times -> times == 1);
    }

    private static UUID messageOf(String callback) {
        return UUID.fromString(callback.split("/")[7]);
    }

    private static void temporalKnowsNobody(Shop shop) {
        for (var history : histories().of(shop)) {
            String bytes = Histories.bytes(history);
            assertThat(bytes).contains(shop.id().toString());
            for (Customer customer : shop.customers()) {
                assertThat(bytes)
                        .doesNotContain(customer.number().substring(1), customer.name(), Letter.MARK)
                        .doesNotContain(customer.id().toString());
            }
        }
    }

    private static void everyHistoryReplays(Shop shop) {
        var made = histories().of(shop);
        if (!made.isEmpty()) {
            assertThat(Histories.otherwise(made)).isEmpty();
        }
    }
}
