package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.DispatchPolicy;
import ai.tulia.messaging.domain.dispatch.StopReason;
import ai.tulia.messaging.store.broadcast.DueMessage;
import ai.tulia.messaging.store.broadcast.DueMessages;
import ai.tulia.messaging.store.broadcast.GroupText;
import ai.tulia.messaging.store.message.Transition;
import ai.tulia.messaging.store.message.Undecidable;
import ai.tulia.messaging.store.quota.QuotaReservation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the policy says of each message of a group. */
final class GroupDecisions {
    private final GroupText text;
    private final Instant now;
    private final List<Transition> deferred = new ArrayList<>();
    private final List<Transition> ended = new ArrayList<>();
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

    /** Those that wait, or end without having been sent. */
    List<Transition> notSent() {
        return Stream.concat(deferred.stream(), ended.stream()).toList();
    }

    List<UUID> ended() {
        return ended.stream().map(each -> each.ref().messageId()).toList();
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
        return deferred.size() + ended.size() + ready.size();
    }

    /**
     * @param most how many may begin to leave; what is more stays as it is
     * @param places takes a place in the rolling 24 h for each, in their order
     */
    void decide(DueMessages.Claim due, int most, Function<List<UUID>, List<QuotaReservation>> places) {
        List<Ready> asking = new ArrayList<>();
        ended.addAll(due.undecidable());
        for (DueMessage message : due.due()) {
            try {
                ask(message).filter(each -> asking.size() < most).ifPresent(asking::add);
            } catch (RuntimeException fault) {
                // Of this one alone: the others of its batch go on.
                var row = message.row();
                ended.add(Undecidable.end(row.ref(), row.facts().expiresAt(), now, fault));
            }
        }
        if (!asking.isEmpty()) {
            reserve(asking, places);
        }
    }

    /** Empty when it may not go now, which is written then. */
    private Optional<Ready> ask(DueMessage message) {
        DispatchDecision decision = DispatchPolicy.decide(message.row().facts(), now);
        if (!(decision instanceof DispatchDecision.SendNow)) {
            write(message, decision);
            return Optional.empty();
        }
        var own = text.render(message);
        if (own.isEmpty()) {
            write(message, new DispatchDecision.Stop(StopReason.MISSING_VARIABLE, decision.trace()));
        }
        return own.map(rendered -> new Ready(message, rendered, null));
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
            } else {
                write(one.message(), decision);
            }
        }
    }

    private void write(DueMessage message, DispatchDecision decision) {
        switch (decision) {
            // The same for all that are due: a change of each row and an event again and again would say no more.
            case DispatchDecision.Wait wait when wait.reason().isOfAll() -> away = wait;
            case DispatchDecision.Wait wait ->
                deferred.add(new Transition.Deferred(message.row().ref(), wait));
            case DispatchDecision.Stop stop ->
                ended.add(new Transition.Stopped(message.row().ref(), stop));
            case DispatchDecision.SendNow now -> throw new IllegalStateException("it may go");
        }
    }
}
