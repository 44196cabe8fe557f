package ai.tulia.messaging.activities.dispatch;

import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.DispatchPolicy;
import ai.tulia.messaging.domain.dispatch.StopReason;
import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.store.message.Transition;
import ai.tulia.messaging.store.message.Undecidable;
import ai.tulia.messaging.store.quota.QuotaCounters;
import ai.tulia.messaging.store.quota.QuotaRequest;
import ai.tulia.messaging.store.quota.QuotaReservation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the policy says of each message of a batch, and which of them got a unit of the daily limit. */
final class BatchDecisions {
    private final Claim claim;
    private final Batch batch;
    private final Instant now;
    private final List<Transition> notStarted;
    private final List<Ready> ready = new ArrayList<>();
    private final Map<QuotaRequest, List<QuotaReservation>> reservations = new LinkedHashMap<>();
    private ProviderAccess.@Nullable Blocked blockedBy;
    private DispatchDecision.@Nullable Wait deferredAll;

    /** @param reservedAt since when it has its unit, where it just got it; null where it had one */
    record Ready(
            Candidate candidate,
            Candidate.Text text,
            @Nullable Instant reservedAt) {}

    BatchDecisions(Claim claim, Batch batch, Instant now) {
        this.claim = claim;
        this.batch = batch;
        this.now = now;
        this.notStarted = new ArrayList<>(batch.undecidable());
    }

    /** Those that wait, or end without an attempt. */
    List<Transition> notStarted() {
        return notStarted;
    }

    /** Those that may go. */
    List<Ready> ready() {
        return ready;
    }

    ProviderAccess.@Nullable Blocked blockedBy() {
        return blockedBy;
    }

    /** The wait of all of them, to be stored once by the claim; null = none. */
    DispatchDecision.@Nullable Wait deferredAll() {
        return deferredAll;
    }

    Map<QuotaRequest, List<QuotaReservation>> reservations() {
        return reservations;
    }

    void decide(QuotaCounters.Reserving quota) {
        Map<QuotaRequest, List<Ready>> asking = new LinkedHashMap<>();
        int started = 0;
        for (Candidate candidate : batch.candidates()) {
            try {
                Ready one = decide(candidate, started);
                if (one == null) {
                    continue;
                }
                started++;
                if (candidate.isReserved(now)) {
                    ready.add(one);
                } else {
                    asking.computeIfAbsent(candidate.quotaRequest(now), request -> new ArrayList<>())
                            .add(one);
                }
            } catch (RuntimeException fault) {
                // Of this one alone: the others of its batch go on.
                var row = candidate.row();
                notStarted.add(Undecidable.end(row.ref(), row.facts().window().expiresAt(), now, fault));
            }
        }
        asking.forEach((request, some) -> reserve(some, request, quota));
    }

    /** Null when it does not go now. */
    private @Nullable Ready decide(Candidate candidate, int started) {
        DispatchDecision decision = DispatchPolicy.decide(candidate.row().facts(), now);
        if (!(decision instanceof DispatchDecision.SendNow)) {
            write(candidate, decision);
            return null;
        }
        if (batch.access() instanceof ProviderAccess.Blocked blocked) {
            blockedBy = blocked;
            claim.blocked(candidate, blocked, now).ifPresent(notStarted::add);
            return null;
        }
        Optional<Instant> deferred = claim.deferredUntil(candidate, now);
        if (deferred.isPresent()) {
            Instant end = candidate.row().facts().window().expiresAt();
            Instant until = deferred.get().isBefore(end) ? deferred.get() : end;
            write(candidate, new DispatchDecision.Wait(until, WaitReason.RATE_LIMIT, decision.trace()));
            return null;
        }
        var text = candidate.text().get();
        if (text.isEmpty()) {
            write(candidate, new DispatchDecision.Stop(StopReason.MISSING_VARIABLE, decision.trace()));
        }
        return text.filter(own -> started < batch.most())
                .map(own -> new Ready(candidate, own, null))
                .orElse(null);
    }

    private void reserve(List<Ready> some, QuotaRequest request, QuotaCounters.Reserving quota) {
        List<QuotaReservation> answers = quota.reserveInRedis(
                some.stream()
                        .map(each -> each.candidate().row().ref().messageId())
                        .toList(),
                request);
        reservations.put(request, answers);
        for (int i = 0; i < some.size(); i++) {
            Ready one = some.get(i);
            QuotaReservation reservation = answers.get(i);
            DispatchDecision decision =
                    DispatchPolicy.decide(one.candidate().row().facts().with(reservation.answer()), now);
            if (decision instanceof DispatchDecision.SendNow) {
                ready.add(new Ready(one.candidate(), one.text(), reservation.grantedAt()));
            } else {
                write(one.candidate(), decision);
            }
        }
    }

    private void write(Candidate candidate, DispatchDecision decision) {
        switch (decision) {
            // The same for all that are due: a change of each row and an event again and again would say no more.
            case DispatchDecision.Wait wait when claim.defersAllAtOnce(wait.reason()) -> deferAll(wait);
            case DispatchDecision.Wait wait ->
                notStarted.add(new Transition.Deferred(candidate.row().ref(), wait));
            case DispatchDecision.Stop stop ->
                notStarted.add(new Transition.Stopped(candidate.row().ref(), stop));
            case DispatchDecision.SendNow now -> throw new IllegalStateException("it may go");
        }
    }

    /** Until the first of them may go, or ends. */
    private void deferAll(DispatchDecision.Wait wait) {
        if (deferredAll == null || wait.until().isBefore(deferredAll.until())) {
            deferredAll = wait;
        }
    }
}
