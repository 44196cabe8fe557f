package ai.tulia.messaging.api.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.store.apikey.ApiKeyRepository;
import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stream ends with its key, and nobody keeps a place that another needs. */
@Timeout(60)
class StreamPlacesTest extends ApiTest {
    private static final int OF_A_TENANT = 10;

    private final BroadcastShop shop = new BroadcastShop(api(), tenant(), ledger());
    private final String id = running(shop);

    @Test
    void aStreamEndsWithin5SecondsOfTheRevocationOfItsKey() throws Exception {
        var keys = api().bean(ApiKeyRepository.class);
        try (HttpClient client = HttpClient.newHttpClient()) {
            EventStream stream = EventStream.open(client, api(), shop.tenant().key(), id, null);
            assertThat(stream.event()).contains("event: progress");
            long revoked = System.nanoTime();
            assertThat(keys.revoke(
                            shop.tenant().id(),
                            keys.list(shop.tenant().id(), null, 1).getFirst().id()))
                    .isTrue();
            stream.toItsEnd();
            assertThat(Duration.ofNanos(System.nanoTime() - revoked)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void aStreamEndsWhenItsKeyExpires() throws Exception {
        var expiring = api().bean(ApiKeyRepository.class)
                .create(
                        shop.tenant().id(),
                        "short",
                        Scopes.ALL,
                        api().clock().instant().plusSeconds(3_600));
        try (HttpClient client = HttpClient.newHttpClient()) {
            EventStream stream =
                    EventStream.open(client, api(), expiring.secret().value(), id, null);
            assertThat(stream.event()).contains("event: progress");
            api().clock().advance(Duration.ofHours(1));
            long expired = System.nanoTime();
            stream.toItsEnd();
            assertThat(Duration.ofNanos(System.nanoTime() - expired)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void aClosedStreamFreesItsPlaceAtOnce() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            openAll(client, shop, id);
            client.shutdownNow();
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            openAll(client, shop, id);
            client.shutdownNow();
        }
    }

    @Test
    void tenTenantsDoNotFillIt() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 10; i++) {
                var other = new BroadcastShop(api(), tenant(), ledger());
                openAll(client, other, running(other));
            }
            openAll(client, shop, id);
            client.shutdownNow();
        }
    }

    private static String running(BroadcastShop shop) {
        shop.customer();
        return shop.make("'recipient_criteria': {'all': []}, 'start': true").text("id");
    }

    /** As many as a tenant may have. */
    private static void openAll(HttpClient client, BroadcastShop shop, String id) throws Exception {
        for (int i = 0; i < OF_A_TENANT; i++) {
            assertThat(EventStream.open(client, api(), shop.tenant().key(), id, null)
                            .event())
                    .contains("event: progress");
        }
    }
}
