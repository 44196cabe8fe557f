package ai.tulia.messaging.store.quota;

import ai.tulia.messaging.domain.quota.QuotaAnswer;
import ai.tulia.messaging.domain.quota.QuotaAnswer.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The rolling window in the plainest words: a map of grants, a list of those who wait. */
final class WindowModel {
    private static final Duration DAY = Duration.ofHours(24);
    private final Map<UUID, Instant> granted = new HashMap<>();
    private final Map<UUID, Long> waiting = new HashMap<>();

    List<QuotaReservation> reserve(List<UUID> ids, QuotaRequest request) {
        Instant now = request.now();
        var answers = new QuotaReservation[ids.size()];
        for (int i = 0; i < ids.size(); i++) {
            UUID id = ids.get(i);
            boolean holds = inWindow(granted.get(id), now);
            if (holds || !request.subjectToLimit() || request.limit() == null || used(now) < request.limit()) {
                if (!holds) {
                    granted.put(id, now);
                    waiting.remove(id);
                }
                var answer = new QuotaAnswer(Verdict.GRANTED, used(now), request.limit(), 0, null);
                answers[i] = new QuotaReservation(answer, granted.get(id), false);
            } else {
                waiting.put(id, request.order());
            }
        }
        for (int i = 0; i < answers.length; i++) {
            if (answers[i] == null) {
                answers[i] = new QuotaReservation(denied(ahead(ids.get(i), request.order()), request), null, false);
            }
        }
        return List.of(answers);
    }

    QuotaAnswer look(QuotaRequest request) {
        long used = used(request.now());
        if (!request.subjectToLimit() || request.limit() == null || used < request.limit()) {
            return new QuotaAnswer(Verdict.GRANTED, used, request.limit(), 0, null);
        }
        return denied(ahead(null, request.order()), request);
    }

    void release(UUID id) {
        granted.remove(id);
        waiting.remove(id);
    }

    long used(Instant now) {
        return granted.values().stream().filter(at -> inWindow(at, now)).count();
    }

    /** Plays it forward: whoever is ahead takes the first unit that comes free and keeps it for a day. */
    private QuotaAnswer denied(int ahead, QuotaRequest request) {
        var free = new ArrayList<Instant>();
        granted.values().stream().filter(at -> inWindow(at, request.now())).forEach(at -> free.add(at.plus(DAY)));
        free.sort(null);
        Instant next = null;
        if (request.limit() > 0) {
            free.subList(0, (int) (free.size() - request.limit())).clear();
            for (int i = 0; i <= ahead; i++) {
                next = free.removeFirst();
                free.add(next.plus(DAY));
            }
        }
        return new QuotaAnswer(Verdict.DENIED, used(request.now()), request.limit(), ahead, next);
    }

    private int ahead(UUID id, long order) {
        return (int) waiting.entrySet().stream()
                .filter(other -> other.getValue() < order
                        || id != null
                                && other.getValue() == order
                                && other.getKey().toString().compareTo(id.toString()) < 0)
                .count();
    }

    private static boolean inWindow(Instant at, Instant now) {
        return at != null && at.isAfter(now.minus(DAY));
    }
}
