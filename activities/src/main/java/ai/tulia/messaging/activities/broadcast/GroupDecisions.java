package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.DispatchPolicy;
import ai.tulia.messaging.domain.dispatch.StopReason;
import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.store.broadcast.DueMessage;
import ai.tulia.messaging.store.broadcast.GroupText;
import ai.tulia.messaging.store.broadcast.GroupTransitions.Held;
import ai.tulia.messaging.store.broadcast.GroupTransitions.Stopped;
import ai.tulia.messaging.store.quota.QuotaReservation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the policy says of each message of a group. */
final class GroupDecisions {
    private final GroupText text;
    private final Instant now;
    private final List<Held> held = new ArrayList<>();
    private final List<Stopped> stopped = new ArrayList<>();
    private final List<Ready> ready = new ArrayList<>();
    private DispatchDecision.@Nullable Wait away;

    GroupDecisions(GroupText text, Instant now) {
        this.text = text;
        this.now = now;
    }

    /** @param reservedAt since when it holds its place, where it just got it; null where it had one */
    record Ready(
            DueMessage message,
            GroupText.Rendered text,
            @Nullable Instant reservedAt) {}

    List<Held> held() {
        return held;
    }

    List<Stopped> stopped() {
        return stopped;
    }

    /** Those that may go. */
    List<Ready> ready() {
        return ready;
    }

    /** Until when those wait whose places nobody can count: their rows stay as they are. Null when all were counted. */
    DispatchDecision.@Nullable Wait away() {
        return away;
    }

    int count() {
        return held.size() + stopped.size() + ready.size();
    }

    /**
     * @param most how many may begin to leave; what is more stays as it is
     * @param places takes a place in the rolling 24 h for each, in their order
     */
    void decide(List<DueMessage> due, int most, Function<List<UUID>, List<QuotaReservation>> places) {
        List<Ready> asking = new ArrayList<>();
        for (DueMessage message : due) {
            DispatchDecision decision = DispatchPolicy.decide(message.row().facts(), now);
            if (!(decision instanceof DispatchDecision.SendNow)) {
                write(message, decision);
                continue;
            }
            var own = text.render(message);
            if (own.isEmpty()) {
                write(message, new DispatchDecision.Stop(StopReason.MISSING_VARIABLE, decision.trace()));
            } else if (asking.size() < most) {
                asking.add(new Ready(message, own.get(), null));
            }
        }
        if (!asking.isEmpty()) {
            reserve(asking, places);
        }
    }

    private void reserve(List<Ready> asking, Function<List<UUID>, List<QuotaReservation>> places) {
        List<QuotaReservation> reservations = places.apply(asking.stream()
                .map(each -> each.message().row().ref().messageId())
                .toList());
        for (int i = 0; i < asking.size(); i++) {
            Ready one = asking.get(i);
            QuotaReservation reservation = reservations.get(i);
            DispatchDecision decision =
                    DispatchPolicy.decide(one.message().row().facts().with(reservation.answer()), now);
            if (decision instanceof DispatchDecision.SendNow) {
                ready.add(new Ready(one.message(), one.text(), reservation.grantedAt()));
            } else if (decision instanceof DispatchDecision.Wait wait && wait.reason() == WaitReason.COUNTER_AWAY) {
                // It holds for all that are due: a change of each row and an event once a minute would say no more.
                away = wait;
            } else {
                write(one.message(), decision);
            }
        }
    }

    private void write(DueMessage message, DispatchDecision decision) {
        switch (decision) {
            case DispatchDecision.Wait wait -> held.add(new Held(message.row().ref(), wait));
            case DispatchDecision.Stop stop ->
                stopped.add(new Stopped(message.row().ref(), stop));
            case DispatchDecision.SendNow now -> throw new IllegalStateException("it may go");
        }
    }
}
