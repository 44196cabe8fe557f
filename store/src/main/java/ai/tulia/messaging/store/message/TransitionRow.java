package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.time.TimeFormat;
import ai.tulia.messaging.store.database.Json;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
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
        @Nullable Map<String, ?> detail) {
    private static final Waiting NOT_WAITING = new Waiting(null, null);
    private static final Failure NO_FAILURE = new Failure(null, null);
    private static final Sending NOT_SENDING = new Sending(null, null, null);
    private static final Schedule AS_IT_IS = new Schedule(null, null, null, null);

    record Waiting(@Nullable String reason, @Nullable Instant until) {}

    record Failure(@Nullable String code, @Nullable String detail) {}

    record Sending(
            @Nullable String body,
            @Nullable String contentVariables,
            @Nullable Instant reservedAt) {}

    record Schedule(
            @Nullable Instant notBefore,
            @Nullable LocalDateTime local,
            @Nullable String zone,
            @Nullable Instant expiresAt) {}

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
                        NOT_WAITING,
                        NO_FAILURE,
                        null,
                        new Sending(
                                started.body(), Json.writeNullable(started.contentVariables()), started.reservedAt()),
                        AS_IT_IS,
                        null);
            // The provider's id is in the row: the event need not store it a second time.
            case Transition.ProviderAccepted accepted ->
                new TransitionRow(NOT_WAITING, NO_FAILURE, accepted.sid(), NOT_SENDING, AS_IT_IS, null);
            case Transition.ProviderRefused refused ->
                failed(refused.code(), refused.advice(), advice(refused.code(), refused.advice()));
            case Transition.NotProcessed later ->
                waiting(WaitReason.PROVIDER_BUSY, later.until(), EventDetail.busy(later.until(), later.code()));
            case Transition.NoAnswer none -> failed(none.code(), null, Map.of("code", none.code()));
            case Transition.LostWorker lost -> failed("interrupted", null, Map.of("code", "interrupted"));
            case Transition.LedgerSetBack back -> plain(null);
            case Transition.Retried retried -> waiting(WaitReason.SCHEDULED, retried.until(), null);
        };
    }

    private static TransitionRow waiting(WaitReason reason, Instant until, @Nullable Map<String, ?> detail) {
        return new TransitionRow(new Waiting(reason.code(), until), NO_FAILURE, null, NOT_SENDING, AS_IT_IS, detail);
    }

    private static TransitionRow failed(String code, @Nullable String advice, Map<String, ?> detail) {
        return new TransitionRow(NOT_WAITING, new Failure(code, advice), null, NOT_SENDING, AS_IT_IS, detail);
    }

    private static TransitionRow plain(@Nullable Map<String, ?> detail) {
        return new TransitionRow(NOT_WAITING, NO_FAILURE, null, NOT_SENDING, AS_IT_IS, detail);
    }

    private static TransitionRow rescheduled(Transition.Rescheduled to) {
        var detail = new LinkedHashMap<String, Object>();
        detail.put("scheduled_at", TimeFormat.instant(to.notBefore()));
        detail.putAll(EventDetail.of(to.decision()));
        return new TransitionRow(
                new Waiting(to.decision().reason().code(), to.decision().until()),
                NO_FAILURE,
                null,
                NOT_SENDING,
                new Schedule(to.notBefore(), to.local(), to.zone(), to.expiresAt()),
                detail);
    }

    private static Map<String, ?> advice(String code, String advice) {
        return Map.of("code", code, "advice", advice);
    }
}
