package ai.tulia.messaging.bench.figure;

import ai.tulia.messaging.bench.report.Report;
import ai.tulia.messaging.bench.report.Rounds;
import ai.tulia.messaging.bench.stage.Acceptance;
import ai.tulia.messaging.bench.stage.Callers;
import ai.tulia.messaging.bench.stage.Stage;
import ai.tulia.messaging.bench.stage.Tenant;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.quota.QuotaCounters;
import ai.tulia.messaging.store.quota.QuotaRequest;
import ai.tulia.messaging.workflows.message.MessageActivities;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/** Reservations a second against the same script called raw. */
final class Quota implements Figure {
    private static final int CALLERS = 16;
    private static final int COUNT = 10_000;
    private static final int LEDGER_COUNT = 1_000;
    private static final int LEDGER_ROUNDS = 3;
    private static final int ROUNDS = 10;
    private static final int WARM_UP = 4;
    private static final long LIMIT = 100_000_000;

    @Override
    public String what() {
        return """
                Quota reservations per second against raw EVALSHA of the same script: same Redis (append-only file), same \
                Redisson client and connections, %d callers, one new message a call, each side a tenant of its own; %d calls \
                a side and round, %d rounds after %d of warm-up, the first side changing. Our side is the counter call of a claim: arguments, breaker, \
                deadline, cold-window check, answer read. The write of reserved_at to PostgreSQL is not in it; the step of a \
                message, with its facts and that write, is printed beside it.""".formatted(CALLERS, COUNT, ROUNDS, WARM_UP);
    }

    @Override
    public void measure(Report report) {
        try (Stage stage = Stage.start(false)) {
            List<Tenant> tenants =
                    IntStream.range(0, 3).mapToObj(i -> Tenant.make(stage, 1)).toList();
            var counters = stage.worker(QuotaCounters.class);
            tenants.forEach(tenant -> counters.usage(tenant.id(), LIMIT, null));
            Raw raw = new Raw(stage.worker(RedissonClient.class), tenants.get(1).id());
            var ours = new ArrayList<Double>();
            var theirs = new ArrayList<Double>();
            var whole = new ArrayList<Double>();
            var ledger = new ArrayList<Double>();
            UUID tenant = tenants.get(0).id();
            IntConsumer reserve = n -> reserve(counters, tenant);
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                boolean first = round % 2 == 0;
                double before = first ? Callers.perSecond(CALLERS, COUNT, reserve) : 0;
                double other = Callers.perSecond(CALLERS, COUNT, n -> raw.reserve(true));
                double one = first ? before : Callers.perSecond(CALLERS, COUNT, reserve);
                double text = Callers.perSecond(CALLERS, COUNT, n -> raw.reserve(false));
                if (round >= 0) {
                    ours.add(one);
                    theirs.add(other);
                    whole.add(text);
                }
            }
            var steps = stage.worker(MessageActivities.class);
            List<MessageRef> rows = rows(stage, tenants.get(2));
            for (int round = 0; round < LEDGER_ROUNDS; round++) {
                int from = round * LEDGER_COUNT;
                ledger.add(Callers.perSecond(
                        CALLERS, LEDGER_COUNT, n -> steps.reserveQuota(rows.get(from + n), Instant.now())));
            }
            report.raw(
                    "reserve (counter call)/s: " + Rounds.raw(ours) + ", median %.0f".formatted(Rounds.median(ours)));
            report.raw("raw EVALSHA/s: " + Rounds.raw(theirs) + ", median %.0f".formatted(Rounds.median(theirs)));
            report.raw("for information: raw EVAL, the text in each call/s: " + Rounds.raw(whole)
                    + ", median %.0f".formatted(Rounds.median(whole)));
            report.raw("for information: the step of a message, with its facts and ledger write (one commit each)/s: "
                    + Rounds.raw(ledger) + ", median %.0f".formatted(Rounds.median(ledger)));
            report.atLeast("median of the rounds' ratios", Rounds.medianRatio(ours, theirs), 0.8);
        }
    }

    private static List<MessageRef> rows(Stage stage, Tenant tenant) {
        var acceptance = new Acceptance(stage);
        var refs = new MessageRef[LEDGER_ROUNDS * LEDGER_COUNT];
        Callers.perSecond(
                CALLERS,
                refs.length,
                n -> refs[n] = acceptance.text(tenant, tenant.customer(0), MessageType.PROMOTIONAL, null));
        return List.of(refs);
    }

    private static void reserve(QuotaCounters counters, UUID tenant) {
        boolean granted = counters.claiming(
                tenant,
                quota -> quota.reserveInRedis(List.of(UUID.randomUUID()), request())
                                .getFirst()
                                .grantedAt()
                        != null);
        if (!granted) {
            throw new IllegalStateException("no unit was granted: Redis did not answer in time, or none was free");
        }
    }

    private static QuotaRequest request() {
        Instant now = Instant.now();
        return QuotaRequest.of(MessageType.PROMOTIONAL.rules(), LIMIT, now, now);
    }

    private static final class Raw {
        private final RScript scripts;
        private final String script = script();
        private final String sha;
        private final List<Object> keys;

        Raw(RedissonClient redisson, UUID tenant) {
            scripts = redisson.getScript(StringCodec.INSTANCE);
            sha = scripts.scriptLoad(script);
            String prefix = "q:{" + tenant + "}:";
            keys = List.of(prefix + "log", prefix + "deferred", prefix + "epoch");
        }

        void reserve(boolean bySha) {
            String now = Long.toString(System.currentTimeMillis());
            Object[] argv = {
                "reserve", now, Long.toString(LIMIT), "1", UUID.randomUUID().toString(), "4" + now
            };
            var mode = RScript.Mode.READ_WRITE;
            List<Long> answer = bySha
                    ? scripts.evalSha(mode, sha, RScript.ReturnType.LIST, keys, argv)
                    : scripts.eval(mode, script, RScript.ReturnType.LIST, keys, argv);
            if (answer.get(2) != 1) {
                throw new IllegalStateException("no unit of quota was free");
            }
        }

        private static String script() {
            try (var text = QuotaCounters.class.getResourceAsStream("quota.lua")) {
                return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
