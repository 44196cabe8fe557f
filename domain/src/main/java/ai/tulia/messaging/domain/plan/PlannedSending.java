package ai.tulia.messaging.domain.plan;

import ai.tulia.messaging.domain.broadcast.BroadcastPace;
import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.DispatchPolicy;
import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.plan.PlanTally.Way;
import ai.tulia.messaging.domain.plan.PlannedLine.Some;
import ai.tulia.messaging.domain.quota.QuotaAnswer;
import ai.tulia.messaging.domain.quota.QuotaForecast;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The sending of a broadcast on paper: in the order of the times at which they are due, one after the other at its pace,
 * each is judged when its turn comes, asks for a unit and goes, or waits for a later time and comes again then. Of those
 * due at the same time the kinds are taken as evenly mixed: who exactly goes first is settled when it is sent.
 */
public final class PlannedSending {
    /** To this it is rounded up when those put off by the limit are due: there are so many of them. */
    private static final long GRAIN = Duration.ofMinutes(1).toMillis();

    private final long turnNanos;
    private final QuotaForecast units;
    private final PlanTally tally;
    private final Instant begins;
    private final PlannedLine line = new PlannedLine();
    /** The earliest turn that is free. */
    private Instant turn;

    public PlannedSending(BroadcastPace pace, QuotaForecast units, PlanTally tally, Instant begins) {
        this.turnNanos = Duration.ofSeconds(1).toNanos() / pace.perSecond();
        this.units = units;
        this.tally = tally;
        this.begins = begins;
        this.turn = begins;
    }

    /** Before it is run. @param kind of those who may get it, now or later */
    public void add(RecipientKind kind) {
        if (kind.decision() instanceof DispatchDecision.Wait wait && wait.reason() == WaitReason.SCHEDULED) {
            line.putAll(kind, wait.until(), waiting(kind, wait));
        } else {
            line.putAll(kind, begins, new Way.AtOnce());
        }
    }

    public void run() {
        while (!line.isEmpty()) {
            Instant due = line.next();
            if (due.isAfter(turn)) {
                turn = due;
            }
            var queue = new PriorityQueue<Some>(Comparator.comparingDouble(Some::share));
            queue.addAll(line.take());
            while (!queue.isEmpty()) {
                Some some = queue.remove();
                judge(some, due, some.next());
                if (!some.isEmpty()) {
                    queue.add(some);
                }
            }
        }
    }

    private void judge(Some some, Instant due, @Nullable UUID sample) {
        switch (some.kind().decide(turn)) {
            case DispatchDecision.SendNow go -> askForPlace(some, due, sample);
            case DispatchDecision.Stop stop -> ends(some, stop, due, sample);
            case DispatchDecision.Wait wait ->
                waits(some.kind(), wait.until(), waiting(some.kind(), wait), some.asked(), sample);
        }
    }

    /** One that the limit put off was told its unit then. */
    private void askForPlace(Some some, Instant due, @Nullable UUID sample) {
        if (some.asked()) {
            units.comes(turn);
            goes(some, sample);
            return;
        }
        QuotaAnswer answer = units.ask(turn);
        if (answer.verdict() == QuotaAnswer.Verdict.GRANTED) {
            goes(some, sample);
            return;
        }
        switch (some.kind().decide(answer, turn)) {
            case DispatchDecision.SendNow go -> goes(some, sample);
            case DispatchDecision.Stop stop -> ends(some, stop, due, sample);
            case DispatchDecision.Wait wait -> putOff(some.kind(), wait.until(), answer.nextFreeAt() != null, sample);
        }
    }

    private void goes(Some some, @Nullable UUID sample) {
        tally.sends(some.way(), turn, sample);
        turn = turn.plusNanos(turnNanos);
    }

    private void ends(Some some, DispatchDecision.Stop stop, Instant due, @Nullable UUID sample) {
        if (some.asked()) {
            units.leaves();
        }
        tally.stops(stop, turn.isAfter(due), sample);
    }

    /** @param comes whether there ever is a unit */
    private void putOff(RecipientKind kind, Instant until, boolean comes, @Nullable UUID sample) {
        units.joins();
        Way way = tally.putOff(until);
        if (comes) {
            waits(kind, rounded(kind, until), way, true, sample);
        } else {
            tally.sends(way, until, sample);
        }
    }

    private void waits(RecipientKind kind, Instant until, Way way, boolean asked, @Nullable UUID sample) {
        if (!line.put(kind, until, way, asked, sample)) {
            tally.sends(way, until, sample);
        }
    }

    /** Not beyond what lets it go at that time. */
    private static Instant rounded(RecipientKind kind, Instant until) {
        Instant rounded = Instant.ofEpochMilli(Math.ceilDiv(until.toEpochMilli(), GRAIN) * GRAIN);
        return rounded.isBefore(DispatchPolicy.mayGoUntil(kind.facts(), until)) ? rounded : until;
    }

    private static Way waiting(RecipientKind kind, DispatchDecision.Wait wait) {
        return new Way.Waiting(wait.reason(), kind.facts().zone(), wait.until());
    }
}
