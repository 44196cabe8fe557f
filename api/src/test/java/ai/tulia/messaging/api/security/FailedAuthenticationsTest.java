package ai.tulia.messaging.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.PlayController;
import ai.tulia.messaging.api.testing.TestApi;
import ai.tulia.messaging.store.testing.TestLedger;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Guessing keys costs: an address that gave too many wrong ones waits before its next one is looked up. */
class FailedAuthenticationsTest {
    private static final String ROUTE = "/v1/play/" + UUID.randomUUID();
    private static final int ALLOWED = 3;
    private static final TestLedger LEDGER = TestLedger.fresh();
    private static TestApi api;
    private static TestApi behindAProxy;

    @BeforeAll
    static void start() {
        api = api(0);
        behindAProxy = api(1);
    }

    @AfterAll
    static void stop() {
        behindAProxy.context().close();
        api.context().close();
    }

    @BeforeEach
    void allIsForgotten() {
        api.clock().advance(Duration.ofMinutes(2));
    }

    @Test
    void afterTooManyWrongKeysNotEvenARightOneIsLookedUp() {
        String right = api.tenant(LEDGER).key();
        giveWrongKeys();

        Answer refused = api.get(right, ROUTE);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("too_many_requests");
        assertThat(refused.json().at("/errors/0/hint").asString()).isNotBlank();
        int seconds = Integer.parseInt(refused.header("Retry-After"));
        assertThat(seconds).isBetween(1, 60 / ALLOWED);
        assertThat(api.get(TestApi.OPERATOR_KEY, "/v1/tenants").status()).isEqualTo(429);

        api.clock().advance(Duration.ofSeconds(seconds));
        assertThat(api.get(right, ROUTE).status()).isEqualTo(200);
    }

    @Test
    void aKeyThatOpenedBeforeGoesOnBesideWhoGuesses() {
        String known = api.tenant(LEDGER).key();
        assertThat(api.get(known, ROUTE).status()).isEqualTo(200);
        giveWrongKeys();
        assertThat(api.get(known, ROUTE).status()).isEqualTo(200);
        api.clock().advance(Duration.ofSeconds(5));
        assertThat(api.get(known, ROUTE).status())
                .as("also when it is looked up again")
                .isEqualTo(200);
    }

    @Test
    void whoGivesNoKeyGuessesNone() {
        for (int i = 0; i < 3 * ALLOWED; i++) {
            assertThat(api.get(null, ROUTE).status()).isEqualTo(401);
        }
        assertThat(api.get(api.tenant(LEDGER).key(), ROUTE).status()).isEqualTo(200);
    }

    @Test
    void withoutATrustedProxyWhatTheCallerSaysOfItsAddressIsNothing() {
        for (int i = 0; i < ALLOWED; i++) {
            assertThat(from(api, "203.0.113." + i, "wrong").status()).isEqualTo(401);
        }
        assertThat(from(api, "203.0.113.100", "wrong").status()).isEqualTo(429);
    }

    @Test
    void behindATrustedProxyEachAddressCountsAndNoneIsForged() {
        for (int i = 0; i < ALLOWED; i++) {
            assertThat(from(behindAProxy, "198.51.100." + i + ", 203.0.113.7", "wrong")
                            .status())
                    .isEqualTo(401);
        }
        String right = behindAProxy.tenant(LEDGER).key();
        assertThat(from(behindAProxy, "203.0.113.7", right).status()).isEqualTo(429);
        assertThat(from(behindAProxy, "203.0.113.7, 203.0.113.8", right).status())
                .isEqualTo(200);
    }

    @Test
    void whoFailedTheLongestAgoIsForgottenForNewAddresses() {
        var failures = new FailedAuthentications(1, Clock.systemUTC());
        failures.count("first");
        assertThat(failures.pause("first")).isPositive();
        for (int i = 0; i < FailedAuthentications.MAX_ADDRESSES; i++) {
            failures.count("another-" + i);
        }
        assertThat(failures.pause("first")).isZero();
        assertThat(failures.pause("another-0")).isPositive();
    }

    private static void giveWrongKeys() {
        for (int i = 0; i < ALLOWED; i++) {
            assertThat(api.get("wrong-" + i, ROUTE).status()).isEqualTo(401);
        }
    }

    private static Answer from(TestApi process, String forwardedFor, String key) {
        return process.send("GET", key, ROUTE, null, "X-Forwarded-For", forwardedFor);
    }

    private static TestApi api(int proxies) {
        List<String> properties = new ArrayList<>(LEDGER.properties());
        properties.add("tulia.failed-authentications-per-minute=" + ALLOWED);
        properties.add("tulia.trusted-proxies=" + proxies);
        return TestApi.start(properties, PlayController.class);
    }
}
