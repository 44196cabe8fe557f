package ai.tulia.messaging.store.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The rolling 24 h of every tenant as Redis keeps them, refilled from the ledger when Redis has lost them. */
@Component
class QuotaWindow {
    static final Duration LENGTH = Duration.ofHours(24);
    private static final int REFILLS_BEFORE_GIVING_UP = 3;

    private final QuotaRedis redis;
    private final QuotaLedger ledger;
    private final Object[] refilling = new Object[64];

    QuotaWindow(QuotaRedis redis, QuotaLedger ledger) {
        this.redis = redis;
        this.ledger = ledger;
        java.util.Arrays.setAll(refilling, i -> new Object());
    }

    /** One place of the answer; {@code at}: since when granted, or when free, null = never. */
    record Place(
            boolean granted, long used, int ahead, @Nullable Instant at) {}

    enum Mode {
        RESERVE,
        LOOK
    }

    /** @throws CountersAwayException when Redis does not answer in time */
    List<Place> ask(Mode mode, UUID tenantId, List<String> ids, QuotaRequest request) {
        var argv = new ArrayList<Object>(4 + 2 * ids.size());
        argv.add(mode == Mode.RESERVE ? "reserve" : "look");
        argv.add(millis(request.now()));
        argv.add(request.limit() == null ? "" : request.limit().toString());
        argv.add(request.held() ? "1" : "0");
        String order = Long.toString(request.order());
        for (String id : ids) {
            argv.add(id);
            argv.add(order);
        }
        return places(whole(tenantId, argv));
    }

    void restore(UUID tenantId, Map<UUID, Instant> granted, @Nullable Instant now) {
        restore(tenantId, granted, millis(now), false);
    }

    void release(UUID tenantId, List<UUID> ids) {
        redis.run(
                QuotaScript.RELEASE, tenantId, ids.stream().map(UUID::toString).toList());
    }

    private List<Long> whole(UUID tenantId, List<Object> argv) {
        List<Long> answer = redis.run(QuotaScript.ASK, tenantId, argv);
        for (int i = 0; isCold(answer) && i < REFILLS_BEFORE_GIVING_UP; i++) {
            // One refill a tenant and process at a time; whoever waited finds the work done.
            synchronized (refilling[Math.floorMod(tenantId.hashCode(), refilling.length)]) {
                answer = redis.run(QuotaScript.ASK, tenantId, argv);
                if (isCold(answer)) {
                    refill(tenantId, answer.get(1));
                    answer = redis.run(QuotaScript.ASK, tenantId, argv);
                }
            }
        }
        if (isCold(answer)) {
            throw new CountersAwayException("Redis keeps losing the window", null);
        }
        return answer;
    }

    private void refill(UUID tenantId, long now) {
        Instant since = Instant.ofEpochMilli(now).minus(LENGTH);
        ledger.eachReservedSince(
                tenantId, since, QuotaScript.MOST_IDS, chunk -> restore(tenantId, chunk, Long.toString(now), false));
        restore(tenantId, Map.of(), Long.toString(now), true);
    }

    private void restore(UUID tenantId, Map<UUID, Instant> granted, String now, boolean whole) {
        var argv = new ArrayList<Object>(2 + 2 * granted.size());
        argv.add(now);
        argv.add(whole ? "1" : "0");
        granted.forEach((id, at) -> {
            argv.add(id.toString());
            argv.add(millis(at));
        });
        redis.run(QuotaScript.RESTORE, tenantId, argv);
    }

    private static boolean isCold(List<Long> answer) {
        return answer.getFirst() == 0;
    }

    private static List<Place> places(List<Long> numbers) {
        var places = new ArrayList<Place>((numbers.size() - 2) / 4);
        for (int i = 2; i < numbers.size(); i += 4) {
            long at = numbers.get(i + 3);
            places.add(new Place(
                    numbers.get(i) == 1,
                    numbers.get(i + 1),
                    Math.toIntExact(numbers.get(i + 2)),
                    at < 0 ? null : Instant.ofEpochMilli(at)));
        }
        return places;
    }

    private static String millis(@Nullable Instant instant) {
        return instant == null ? "" : Long.toString(instant.toEpochMilli());
    }
}
