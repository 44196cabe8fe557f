package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.time.TimeFormat;
import ai.tulia.messaging.store.database.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a transition sets, and its event's detail. What a transition does not name is cleared, except for what
 * the statement keeps: see {@link MessageTransitions}.
 */
record TransitionRow(
        Waiting waiting,
        Failure failure,
        @Nullable String sid,
        Sending sending,
        Schedule schedule,
        @Nullable Instant expiresAt,
        @Nullable Map<String, ?> detail) {
    private static final Sending NOT_SENDING = new Sending(null, null, null);
    /** Of a message about which nothing is decided yet. */
    static final TransitionRow NOTHING = plain(null);

    record Sending(
            @Nullable String body,
            @Nullable String contentVariables,
            @Nullable Instant reservedAt) {}

    static TransitionRow of(Transition transition) {
        return switch (transition) {
            case Transition.Deferred deferred ->
                waiting(deferred.decision().reason(), deferred.decision().until(), EventDetail.of(deferred.decision()));
            case Transition.Stopped stopped ->
                failed(stopped.decision().reason().code(), null, EventDetail.of(stopped.decision()));
            case Transition.Undispatchable row -> failed(row.code(), row.advice(), advice(row.code(), row.advice()));
            case Transition.Canceled canceled -> plain(Map.of("by", canceled.by()));
            case Transition.Rescheduled rescheduled -> rescheduled(rescheduled);
            case Transition.AttemptStarted started ->
                new TransitionRow(
                        Waiting.NONE,
                        Failure.NONE,
                        null,
                        new Sending(
                                started.body(), Json.writeNullable(started.contentVariables()), started.reservedAt()),
                        Schedule.NONE,
                        null,
                        null);
            // The provider's id is in the row: the event need not store it a second time.
            case Transition.ProviderAccepted accepted ->
                new TransitionRow(Waiting.NONE, Failure.NONE, accepted.sid(), NOT_SENDING, Schedule.NONE, null, null);
            case Transition.ProviderRefused refused ->
                failed(refused.code(), refused.advice(), advice(refused.code(), refused.advice()));
            case Transition.Delivered delivered -> reported(delivered.sid(), Failure.NONE, null);
            case Transition.Read read -> reported(read.sid(), Failure.NONE, null);
            case Transition.NotDelivered not ->
                reported(not.sid(), new Failure(not.code(), not.advice()), advice(not.code(), not.advice()));
            case Transition.DeliveryRetried later ->
                new TransitionRow(
                        new Waiting(WaitReason.PROVIDER_BUSY.code(), later.until()),
                        Failure.NONE,
                        later.sid(),
                        NOT_SENDING,
                        Schedule.NONE,
                        null,
                        EventDetail.retried(later.until(), later.code(), later.sid()));
            case Transition.NotProcessed later ->
                waiting(WaitReason.PROVIDER_BUSY, later.until(), EventDetail.busy(later.until(), later.code()));
            case Transition.NoAnswer none -> failed(none.code(), null, Map.of("code", none.code()));
            case Transition.LostWorker lost -> failed("interrupted", null, Map.of("code", "interrupted"));
            case Transition.LedgerSetBack back ->
                new TransitionRow(
                        Waiting.NONE,
                        Failure.NONE,
                        null,
                        new Sending(null, null, back.reservedAt()),
                        Schedule.NONE,
                        null,
                        null);
            case Transition.Unresolved end -> failed(end.code(), end.advice(), advice(end.code(), end.advice()));
            case Transition.Resent again -> waiting(WaitReason.SCHEDULED, again.until(), null);
            case Transition.Retried retried -> waiting(WaitReason.SCHEDULED, retried.until(), null);
            case Transition.ResendRequested again ->
                waiting(WaitReason.SCHEDULED, again.until(), EventDetail.resend(again.code(), again.sid()));
        };
    }

    private static TransitionRow waiting(WaitReason reason, Instant until, @Nullable Map<String, ?> detail) {
        return new TransitionRow(
                new Waiting(reason.code(), until), Failure.NONE, null, NOT_SENDING, Schedule.NONE, null, detail);
    }

    private static TransitionRow failed(String code, @Nullable String advice, Map<String, ?> detail) {
        return new TransitionRow(
                Waiting.NONE, new Failure(code, advice), null, NOT_SENDING, Schedule.NONE, null, detail);
    }

    private static TransitionRow reported(String sid, Failure failure, @Nullable Map<String, ?> detail) {
        return new TransitionRow(Waiting.NONE, failure, sid, NOT_SENDING, Schedule.NONE, null, detail);
    }

    private static TransitionRow plain(@Nullable Map<String, ?> detail) {
        return new TransitionRow(Waiting.NONE, Failure.NONE, null, NOT_SENDING, Schedule.NONE, null, detail);
    }

    private static TransitionRow rescheduled(Transition.Rescheduled to) {
        var detail = new LinkedHashMap<String, Object>();
        detail.put(
                "scheduled_at",
                TimeFormat.instant(Objects.requireNonNull(to.schedule().notBefore())));
        detail.putAll(EventDetail.of(to.decision()));
        return new TransitionRow(
                new Waiting(to.decision().reason().code(), to.decision().until()),
                Failure.NONE,
                null,
                NOT_SENDING,
                to.schedule(),
                to.expiresAt(),
                detail);
    }

    private static Map<String, ?> advice(String code, String advice) {
        return Map.of("code", code, "advice", advice);
    }
}
