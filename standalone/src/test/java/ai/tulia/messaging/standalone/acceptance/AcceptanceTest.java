package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.twiliosimulator.FaultRule;
import ai.tulia.messaging.twiliosimulator.ReceivedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;

/**
 * A promise of the product, seen from outside: what the API shows of the ledger, and what the provider received. What
 * must be true always is checked after every test, of all that the test made.
 */
abstract class AcceptanceTest {
    private final List<Shop> shops = new ArrayList<>();

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
        var shop = new Shop(stack(), dailyLimit);
        shops.add(shop);
        return shop;
    }

    /** The provider treats this shop's POSTs so, from now on. */
    static void provider(Shop shop, FaultRule rule) {
        stack().simulator().faults(List.of(rule.forAccount(shop.account())));
    }

    @AfterEach
    void holdsAlways() {
        stack().simulator().faults(List.of());
        shops.forEach(shop -> {
            noMessageWasTakenTwice(shop);
            temporalKnowsNobody(shop);
            everyHistoryReplays(shop);
        });
    }

    private static void noMessageWasTakenTwice(Shop shop) {
        var taken = shop.received().stream()
                .filter(ReceivedRequest::accepted)
                .collect(Collectors.groupingBy(
                        request -> messageOf(String.valueOf(request.field("StatusCallback"))), Collectors.counting()));
        assertThat(taken.values()).as("POSTs taken on, by message: %s", taken).allMatch(times -> times == 1);
    }

    private static String messageOf(String callback) {
        return callback.split("/")[7];
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
