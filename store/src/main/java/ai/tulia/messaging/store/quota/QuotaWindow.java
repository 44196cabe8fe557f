package ai.tulia.messaging.store.quota;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The rolling 24 h of every tenant as Redis keeps them. */
@Component
class QuotaWindow {

    private final QuotaRedis redis;

    QuotaWindow(QuotaRedis redis) {
        this.redis = redis;
    }

    boolean isAway() {
        return redis.isAway();
    }

    /** One unit of the answer; {@code at}: since when granted, or when free, null = never. */
    record Unit(
            boolean granted, long used, int ahead, @Nullable Instant at) {}

    enum Mode {
        RESERVE,
        LOOK
    }

    /**
     * @throws QuotaUnavailableException when Redis does not answer in time
     * @throws QuotaWindowIncompleteException when this run of Redis does not have all of the tenant's units
     */
    List<Unit> ask(Mode mode, UUID tenantId, List<String> ids, QuotaRequest request) {
        var argv = new ArrayList<Object>(4 + 2 * ids.size());
        argv.add(mode == Mode.RESERVE ? "reserve" : "look");
        argv.add(millis(request.now()));
        argv.add(request.limit() == null ? "" : request.limit().toString());
        argv.add(request.subjectToLimit() ? "1" : "0");
        String order = Long.toString(request.order());
        for (String id : ids) {
            argv.add(id);
            argv.add(order);
        }
        List<Long> answer = redis.run(QuotaScript.ASK, tenantId, argv);
        if (answer.getFirst() == 0) {
            throw new QuotaWindowIncompleteException(Instant.ofEpochMilli(answer.get(1)), answer.get(2));
        }
        return units(answer);
    }

    /** Puts journaled units back. */
    void restore(UUID tenantId, Map<UUID, Instant> granted) {
        restore(tenantId, granted, "", "", false);
    }

    /** Puts some of the units of a refill back. @return false when Redis has started again since */
    boolean refill(UUID tenantId, Map<UUID, Instant> granted, QuotaWindowIncompleteException cold, boolean done) {
        return restore(tenantId, granted, millis(cold.now()), Long.toString(cold.run()), done);
    }

    void release(UUID tenantId, List<UUID> ids) {
        redis.run(
                QuotaScript.RELEASE, tenantId, ids.stream().map(UUID::toString).toList());
    }

    private boolean restore(UUID tenantId, Map<UUID, Instant> granted, String now, String run, boolean done) {
        var argv = new ArrayList<Object>(3 + 2 * granted.size());
        argv.add(now);
        argv.add(run);
        argv.add(done ? "1" : "0");
        granted.forEach((id, at) -> {
            argv.add(id.toString());
            argv.add(millis(at));
        });
        return redis.run(QuotaScript.RESTORE, tenantId, argv).getFirst() == 1;
    }

    private static List<Unit> units(List<Long> numbers) {
        var units = new ArrayList<Unit>((numbers.size() - 2) / 4);
        for (int i = 2; i < numbers.size(); i += 4) {
            long at = numbers.get(i + 3);
            units.add(new Unit(
                    numbers.get(i) == 1,
                    numbers.get(i + 1),
                    Math.toIntExact(numbers.get(i + 2)),
                    at < 0 ? null : Instant.ofEpochMilli(at)));
        }
        return units;
    }

    private static String millis(@Nullable Instant instant) {
        return instant == null ? "" : Long.toString(instant.toEpochMilli());
    }
}
