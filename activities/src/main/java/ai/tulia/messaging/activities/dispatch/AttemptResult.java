package ai.tulia.messaging.activities.dispatch;

import ai.tulia.messaging.domain.delivery.AttemptVerdict;
import ai.tulia.messaging.domain.delivery.ProviderAnswer;
import ai.tulia.messaging.store.message.Transition;
import java.time.Instant;
import java.util.stream.Stream;

/** What one POST came to. */
public record AttemptResult(Attempt attempt, AttemptVerdict verdict) {
    static AttemptResult of(Attempt attempt, ProviderAnswer answer, Instant at) {
        long seed = attempt.row().ref().messageId().getLeastSignificantBits();
        return new AttemptResult(attempt, AttemptVerdict.of(answer, attempt.number(), seed, at));
    }

    public Transition.Outcome outcome() {
        var ref = attempt.row().ref();
        int number = attempt.number();
        return switch (verdict) {
            case AttemptVerdict.Sent sent -> new Transition.ProviderAccepted(ref, number, sent.sid());
            case AttemptVerdict.Unknown unknown -> new Transition.NoAnswer(ref, number, unknown.cause());
            case AttemptVerdict.Later later -> new Transition.NotProcessed(ref, number, later.code(), later.until());
            case AttemptVerdict.Failed failed ->
                new Transition.ProviderRefused(ref, number, failed.code(), failed.advice());
        };
    }

    boolean isRefused() {
        return verdict instanceof AttemptVerdict.Failed;
    }

    /** What it tells of the recipient. */
    Stream<RecipientFailures.Failure> failure() {
        var row = attempt.row();
        return verdict instanceof AttemptVerdict.Failed failed
                ? Stream.of(new RecipientFailures.Failure(
                        row.customerId(), row.facts().channel(), failed.error(), failed.code()))
                : Stream.empty();
    }
}
