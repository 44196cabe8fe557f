package ai.tulia.messaging.api.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.api.testing.PlayController;
import ai.tulia.messaging.api.testing.TestApi;
import ai.tulia.messaging.store.idempotency.ExpiredIdempotencyKeys;
import ai.tulia.messaging.store.idempotency.IdempotencyKeyRepository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The same key does the same thing once. */
class IdempotencyTest extends ApiTest {
    private final TestApi.Tenant tenant = tenant();
    private final String key = UUID.randomUUID().toString();

    @Test
    void aRepeatGetsTheSameAnswerAndDoesNothing() {
        Answer first = post("{\"size\":1}");
        int calls = PlayController.CALLS.get();
        Answer again = post("{\"size\":1}");
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(PlayController.CALLS).hasValue(calls);
    }

    @Test
    void aRefusalIsRepeatedToo() {
        Answer first = post("{\"size\":\"x\"}");
        Answer again = post("{\"size\":\"x\"}");
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    void anotherBodyIs422AndAnotherTenantIsIndependent() {
        post("{\"size\":1}");
        Answer other = post("{\"size\":2}");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("idempotency_key_reused");
        Answer elsewhere = api().post(tenant().key(), "/v1/play", "{\"size\":2}", "Idempotency-Key", key);
        assertThat(elsewhere.status()).isEqualTo(200);
    }

    @Test
    void of50AtOnceOneIsDone() throws Exception {
        int calls = PlayController.CALLS.get();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var posts = new ArrayList<Callable<Answer>>();
            for (int i = 0; i < 50; i++) {
                posts.add(() -> post("{\"size\":1}"));
            }
            for (var done : threads.invokeAll(posts)) {
                Answer answer = done.get();
                assertThat(answer.status()).as(answer.body()).isIn(200, 409);
                if (answer.status() == 409) {
                    assertThat(answer.code()).isEqualTo("request_in_progress");
                    assertThat(answer.header("Retry-After")).isEqualTo("1");
                }
            }
        }
        assertThat(PlayController.CALLS).hasValue(calls + 1);
        assertThat(post("{\"size\":1}").header("Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    void after24HoursTheKeyIsNewAgainAndTheOldRowsLeave() {
        post("{\"size\":1}");
        api().clock().advance(Duration.ofHours(24));
        Answer later = post("{\"size\":2}");
        assertThat(later.status()).isEqualTo(200);
        assertThat(later.header("Idempotent-Replayed")).isEmpty();
        api().clock().advance(Duration.ofHours(24));
        assertThat(api().bean(ExpiredIdempotencyKeys.class).remove(10_000)).isPositive();
        assertThat(api().bean(ExpiredIdempotencyKeys.class).remove(10_000)).isZero();
    }

    @Test
    void failuresOfOursAreNotKept() {
        for (int i = 0; i < 2; i++) {
            Answer answer = api().post(tenant.key(), "/v1/play/fail", "{}", "Idempotency-Key", key);
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.header("Idempotent-Replayed")).isEmpty();
        }
    }

    @Test
    void aRequestThatDiedMayBeMadeAgainWhenItsLockEnds() throws Exception {
        begin("{\"size\":1}");
        assertThat(post("{\"size\":1}").status()).isEqualTo(409);
        api().clock().advance(IdempotencyKeyRepository.LOCK);
        assertThat(post("{\"size\":1}").status()).isEqualTo(200);
    }

    @Test
    void aKeyThatIsNoneIsRefused() {
        for (String bad : new String[] {"with space", "x".repeat(256)}) {
            assertThat(api().post(tenant.key(), "/v1/play", "{}", "Idempotency-Key", bad)
                            .status())
                    .isEqualTo(400);
        }
    }

    /** As a process does that dies before it answers. */
    private void begin(String body) throws Exception {
        var digest = java.security.MessageDigest.getInstance("SHA-256");
        digest.update(("POST /v1/play\n" + body).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        api().bean(IdempotencyKeyRepository.class).begin(tenant.id(), key, digest.digest());
    }

    private Answer post(String body) {
        return api().post(tenant.key(), "/v1/play", body, "Idempotency-Key", key);
    }
}
