package ai.tulia.messaging.store.quota;

import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.quota.QuotaAnswer;
import ai.tulia.messaging.domain.quota.QuotaAnswer.Verdict;
import ai.tulia.messaging.domain.quota.QuotaForecast;
import ai.tulia.messaging.domain.quota.QuotaUsage;
import ai.tulia.messaging.store.notice.QuotaWarnings;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The tenant's units in any 24 h: a message takes one unit, however often it asks. A claim
 * writes a unit granted on the message's row, so that a lost Redis can be refilled.
 *
 * <p>Redis answers within 150 ms or counts as away; then the type's policy answers. Known bound: units granted in
 * Redis but not yet on their rows when Redis loses its data, or fails over, are not counted.
 */
@Component
public class QuotaCounters {
    private static final Logger log = LoggerFactory.getLogger(QuotaCounters.class);

    private final QuotaWindow window;
    private final CompleteQuotaWindow wholeWindow;
    private final QuotaLedger ledger;
    private final QuotaUsageQueries usages;
    private final QuotaJournal journal;
    private final QuotaWarnings warnings;
    private final Clock clock;

    QuotaCounters(
            QuotaWindow window,
            CompleteQuotaWindow wholeWindow,
            QuotaLedger ledger,
            QuotaUsageQueries usages,
            QuotaJournal journal,
            QuotaWarnings warnings,
            Clock clock) {
        this.window = window;
        this.wholeWindow = wholeWindow;
        this.ledger = ledger;
        this.usages = usages;
        this.journal = journal;
        this.warnings = warnings;
        this.clock = clock;
    }

    /** How a claim takes units, inside its transaction. */
    public interface Reserving {
        /**
         * For at most {@value QuotaScript#MAX_IDS}. The claim writes what was granted on the rows itself, and after its
         * commit calls {@link #warn}. Rolled back, the units are found again by the next try with the same ids.
         */
        List<QuotaReservation> reserveInRedis(List<UUID> ids, QuotaRequest request);
    }

    /**
     * Runs a claim, which is one transaction. Where Redis turns out to have missed units it is rolled back, they are
     * written to Redis outside of it, and it runs again.
     */
    public <T extends @Nullable Object> T claiming(UUID tenantId, Function<Reserving, T> claim) {
        return wholeWindow.run(
                tenantId,
                window -> claim.apply((ids, request) -> reserve(
                        tenantId, ids, request, texts -> window.ask(QuotaWindow.Mode.RESERVE, texts, request))));
    }

    /** Writes a granted unit on its locked row, inside the claim's transaction. */
    public void remember(MessageRef ref, Instant grantedAt) {
        ledger.remember(ref.tenantId(), Map.of(ref.messageId(), grantedAt));
    }

    /** Warns the tenant when so many of its units are taken. */
    public void warn(UUID tenantId, List<QuotaReservation> reservations, QuotaRequest request) {
        long used =
                reservations.stream().mapToLong(r -> r.answer().used()).max().orElse(0);
        warnings.check(tenantId, used, request.limit(), orClock(request.now()));
    }

    /** What a reservation would say to a new message; nothing is stored or counted. */
    public QuotaAnswer look(UUID tenantId, QuotaRequest request) {
        return look(tenantId, "", request);
    }

    /** What a reservation would say to this message, which may hold a unit or wait for one already. */
    public QuotaAnswer look(MessageRef ref, QuotaRequest request) {
        return look(ref.tenantId(), ref.messageId().toString(), request);
    }

    /** The same for one message. */
    public void releaseInRedis(MessageRef ref) {
        releaseInRedis(ref.tenantId(), List.of(ref.messageId()));
    }

    /**
     * Tells Redis of messages that ended without having been sent, or were moved, after the commit of that transition, which
     * also wrote it in the journal. One that has a unit again, or waits for one again, keeps it: a caller may come late.
     * Never fails: what Redis does not learn now it learns from the journal.
     */
    public void releaseInRedis(UUID tenantId, List<UUID> ids) {
        for (int from = 0; from < ids.size(); from += QuotaScript.MAX_IDS) {
            List<UUID> chunk = ids.subList(from, Math.min(ids.size(), from + QuotaScript.MAX_IDS));
            try {
                journal.release(tenantId, chunk);
            } catch (QuotaUnavailableException e) {
                log.warn("Redis unavailable: the release of {} units was left in the journal", chunk.size());
            } catch (DataAccessException | TransactionException e) {
                log.warn("ledger unavailable: {} releases were left in the journal", chunk.size());
            }
        }
    }

    public QuotaUsage usage(UUID tenantId, @Nullable Long limit, @Nullable Instant now) {
        // Who asks after everybody else learns how many wait.
        var last = new QuotaRequest(limit, true, false, 9, Instant.ofEpochMilli(9_999_999_999_999L), now);
        try {
            var unit = wholeWindow
                    .ask(QuotaWindow.Mode.LOOK, tenantId, List.of(""), last)
                    .getFirst();
            return new QuotaUsage(
                    unit.used(), limit, unit.ahead(), unit.granted() ? null : unit.at(), QuotaUsage.Source.REDIS);
        } catch (QuotaUnavailableException e) {
            return usages.usage(tenantId, limit, orClock(now));
        }
    }

    /**
     * What reservations would say to many such messages, one after the other; nothing is stored or counted. Who
     * takes which unit it knows from the ledger. With Redis unavailable it is as if nobody waited.
     */
    public QuotaForecast forecast(UUID tenantId, QuotaRequest request) {
        Long limit = request.limit();
        if (limit == null || !request.subjectToLimit()) {
            return new QuotaForecast(limit, request.subjectToLimit(), List.of(), 0);
        }
        Instant now = orClock(request.now());
        List<Instant> taken = usages.takenSince(tenantId, now.minus(QuotaUsage.WINDOW));
        // Where there is no unit at all, everybody learns how many wait.
        var none =
                new QuotaRequest(0L, true, request.failOpen(), request.priority(), request.acceptedAt(), request.now());
        QuotaAnswer queue = look(tenantId, none);
        if (queue.verdict() == Verdict.UNAVAILABLE) {
            return new QuotaForecast(limit, true, taken, 0);
        }
        var counted = new ArrayList<>(taken.subList((int) Math.max(0, taken.size() - queue.used()), taken.size()));
        while (counted.size() < queue.used()) {
            counted.add(now);
        }
        return new QuotaForecast(limit, true, counted, queue.ahead());
    }

    private QuotaAnswer look(UUID tenantId, String id, QuotaRequest request) {
        try {
            return answer(
                    wholeWindow
                            .ask(QuotaWindow.Mode.LOOK, tenantId, List.of(id), request)
                            .getFirst(),
                    request);
        } catch (QuotaUnavailableException e) {
            return QuotaAnswer.UNAVAILABLE;
        }
    }

    private List<QuotaReservation> reserve(
            UUID tenantId,
            List<UUID> ids,
            QuotaRequest request,
            Function<List<String>, List<QuotaWindow.Unit>> window) {
        List<QuotaWindow.Unit> units;
        try {
            List<String> texts = ids.stream().map(UUID::toString).toList();
            units = window.apply(texts);
        } catch (QuotaUnavailableException e) {
            return withoutCounters(tenantId, ids, request);
        }
        var reservations = new ArrayList<QuotaReservation>(ids.size());
        for (var unit : units) {
            reservations.add(new QuotaReservation(answer(unit, request), unit.granted() ? unit.at() : null, false));
        }
        return reservations;
    }

    private List<QuotaReservation> withoutCounters(UUID tenantId, List<UUID> ids, QuotaRequest request) {
        Instant now = orClock(request.now());
        Map<UUID, Instant> granted =
                request.failOpen() ? journal.grant(tenantId, ids, now) : ledger.reserved(tenantId, ids, now);
        var open = new QuotaAnswer(Verdict.GRANTED, 0, request.limit(), 0, null);
        return ids.stream()
                .map(id -> {
                    Instant at = granted.get(id);
                    return at == null
                            ? new QuotaReservation(QuotaAnswer.UNAVAILABLE, null, false)
                            : new QuotaReservation(open, at, request.failOpen());
                })
                .toList();
    }

    private static QuotaAnswer answer(QuotaWindow.Unit unit, QuotaRequest request) {
        return unit.granted()
                ? new QuotaAnswer(Verdict.GRANTED, unit.used(), request.limit(), 0, null)
                : new QuotaAnswer(Verdict.DENIED, unit.used(), request.limit(), unit.ahead(), unit.at());
    }

    private Instant orClock(@Nullable Instant now) {
        return Objects.requireNonNullElseGet(now, clock::instant);
    }
}
