package ai.tulia.messaging.store.quota;

import static ai.tulia.messaging.store.quota.QuotaFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.message.MessageRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Random histories give the answers of a plain model, word for word; the seed is printed with a difference. */
class QuotaModelTest {
    private static final int HISTORIES = 12;
    private static final int STEPS = 120;

    @Test
    void everyHistoryGivesTheModelsAnswers() {
        long first = Long.getLong("quota.seed", System.nanoTime());
        try (var fixture = new QuotaFixture()) {
            for (long seed = first; seed < first + HISTORIES; seed++) {
                new History(fixture, seed).play();
            }
        }
    }

    private static final class History {
        private final QuotaFixture fixture;
        private final String seed;
        private final Random random;
        private final WindowModel model = new WindowModel();
        private final UUID tenant;
        private final List<UUID> ids;
        private Instant now = NOON;

        History(QuotaFixture fixture, long seed) {
            this.fixture = fixture;
            this.seed = "-Dquota.seed=" + seed;
            this.random = new Random(seed);
            this.tenant = fixture.tenant();
            this.ids = fixture.messages(tenant, 24);
        }

        void play() {
            for (int step = 0; step < STEPS; step++) {
                step("step " + step + " of " + seed);
            }
        }

        private void step(String where) {
            switch (random.nextInt(10)) {
                case 0, 1 -> now = now.plusMillis(random.nextLong(10 * 3_600_000L));
                case 2 -> {
                    UUID id = any();
                    model.release(id);
                    fixture.release(new MessageRef(tenant, id));
                }
                case 3 -> {
                    QuotaRequest request = request();
                    assertThat(fixture.counters.look(tenant, request)).as(where).isEqualTo(model.look(request));
                }
                case 4 -> {
                    if (random.nextInt(4) == 0) {
                        assertThat(fixture.counters.usage(tenant, 3L, now).used())
                                .as(where)
                                .isEqualTo(model.used(now));
                    }
                }
                default -> {
                    var asked = new ArrayList<UUID>();
                    for (int i = random.nextInt(4); i >= 0; i--) {
                        asked.add(any());
                    }
                    QuotaRequest request = request();
                    assertThat(fixture.reservations.reserveAll(tenant, asked, request))
                            .as(where)
                            .isEqualTo(model.reserve(asked, request));
                }
            }
        }

        private QuotaRequest request() {
            Long limit = random.nextInt(10) == 0 ? null : Long.valueOf(random.nextInt(8));
            boolean held = random.nextInt(5) > 0;
            Instant acceptedAt = NOON.plusSeconds(random.nextInt(3));
            return new QuotaRequest(limit, held, !held, 1 + random.nextInt(5), acceptedAt, now);
        }

        private UUID any() {
            return ids.get(random.nextInt(ids.size()));
        }
    }
}
