package ai.tulia.messaging.domain.plan;

import ai.tulia.messaging.domain.broadcast.BroadcastRateLimit;
import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.DispatchPolicy;
import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.plan.DueQueue.Cohort;
import ai.tulia.messaging.domain.plan.PlanTally.LastWait;
import ai.tulia.messaging.domain.quota.QuotaAnswer;
import ai.tulia.messaging.domain.quota.QuotaForecast;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The sending of a broadcast on paper: in the order of the times at which they are due, one after the other at its rate limit,
 * each is judged when its slot comes, asks for a unit and goes, or waits for a later time and comes again then. Of those
 * due at the same time the segments are taken as evenly mixed: who exactly goes first is settled when it is sent.
 */
public final class SendingSimulation {
    /** To this it is rounded up when those deferred by the limit are due: there are so many of them. */
    private static final long GRAIN = Duration.ofMinutes(1).toMillis();

    private final long slotNanos;
    private final QuotaForecast units;
    private final PlanTally tally;
    private final Instant begins;
    private final DueQueue queue = new DueQueue();
    /** The earliest slot of the rate limit that is free. */
    private Instant slot;

    public SendingSimulation(BroadcastRateLimit rateLimit, QuotaForecast units, PlanTally tally, Instant begins) {
        this.slotNanos = Duration.ofSeconds(1).toNanos() / rateLimit.perSecond();
        this.units = units;
        this.tally = tally;
        this.begins = begins;
        this.slot = begins;
    }

    /** Before it is run. @param segment of those who may get it, now or later */
    public void add(AudienceSegment segment) {
        if (segment.decisionNow() instanceof DispatchDecision.Wait wait && wait.reason() == WaitReason.SCHEDULED) {
            queue.putAll(segment, wait.until(), waiting(segment, wait));
        } else {
            queue.putAll(segment, begins, new LastWait.None());
        }
    }

    public void run() {
        while (!queue.isEmpty()) {
            Instant due = queue.next();
            if (due.isAfter(slot)) {
                slot = due;
            }
            var cohorts = new PriorityQueue<Cohort>(Comparator.comparingDouble(Cohort::share));
            cohorts.addAll(queue.take());
            while (!cohorts.isEmpty()) {
                Cohort cohort = cohorts.remove();
                judge(cohort, due, cohort.next());
                if (!cohort.isEmpty()) {
                    cohorts.add(cohort);
                }
            }
        }
    }

    private void judge(Cohort cohort, Instant due, @Nullable UUID sample) {
        switch (cohort.segment().decide(slot)) {
            case DispatchDecision.SendNow go -> askForUnit(cohort, due, sample);
            case DispatchDecision.Stop stop -> ends(cohort, stop, due, sample);
            // When that is over nobody knows.
            case DispatchDecision.Wait wait
            when wait.reason().isOfTenant() -> tally.sends(waiting(cohort.segment(), wait), wait.until(), sample);
            case DispatchDecision.Wait wait ->
                waits(cohort.segment(), wait.until(), waiting(cohort.segment(), wait), cohort.asked(), sample);
        }
    }

    /** One that the limit deferred was told its unit then. */
    private void askForUnit(Cohort cohort, Instant due, @Nullable UUID sample) {
        if (cohort.asked()) {
            units.comes(slot);
            goes(cohort, sample);
            return;
        }
        QuotaAnswer answer = units.ask(slot);
        if (answer.verdict() == QuotaAnswer.Verdict.GRANTED) {
            goes(cohort, sample);
            return;
        }
        switch (cohort.segment().decide(answer, slot)) {
            case DispatchDecision.SendNow go -> goes(cohort, sample);
            case DispatchDecision.Stop stop -> ends(cohort, stop, due, sample);
            case DispatchDecision.Wait wait ->
                overLimit(cohort.segment(), wait.until(), answer.nextFreeAt() != null, sample);
        }
    }

    private void goes(Cohort cohort, @Nullable UUID sample) {
        tally.sends(cohort.lastWait(), slot, sample);
        slot = slot.plusNanos(slotNanos);
    }

    private void ends(Cohort cohort, DispatchDecision.Stop stop, Instant due, @Nullable UUID sample) {
        if (cohort.asked()) {
            units.leaves();
        }
        tally.stops(stop, slot.isAfter(due), sample);
    }

    /** @param comes whether there ever is a unit */
    private void overLimit(AudienceSegment segment, Instant until, boolean comes, @Nullable UUID sample) {
        units.joins();
        LastWait lastWait = tally.overLimit(until);
        if (comes) {
            waits(segment, rounded(segment, until), lastWait, true, sample);
        } else {
            tally.sends(lastWait, until, sample);
        }
    }

    private void waits(
            AudienceSegment segment, Instant until, LastWait lastWait, boolean asked, @Nullable UUID sample) {
        if (!queue.put(segment, until, lastWait, asked, sample)) {
            tally.sends(lastWait, until, sample);
        }
    }

    /** Not beyond what lets it go at that time. */
    private static Instant rounded(AudienceSegment segment, Instant until) {
        Instant rounded = Instant.ofEpochMilli(Math.ceilDiv(until.toEpochMilli(), GRAIN) * GRAIN);
        return rounded.isBefore(DispatchPolicy.mayGoUntil(segment.facts(), until)) ? rounded : until;
    }

    private static LastWait waiting(AudienceSegment segment, DispatchDecision.Wait wait) {
        return new LastWait.Waiting(wait.reason(), segment.facts().zones().recipient(), wait.until());
    }
}
