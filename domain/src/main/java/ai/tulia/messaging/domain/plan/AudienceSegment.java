package ai.tulia.messaging.domain.plan;

import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.DispatchFacts;
import ai.tulia.messaging.domain.dispatch.DispatchPolicy;
import ai.tulia.messaging.domain.dispatch.Route;
import ai.tulia.messaging.domain.quota.QuotaAnswer;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The recipients of an audience about whom the policy knows the same and so decides the same. A sample of their ids is
 * kept, spread evenly over all of them: bounded, however many there are.
 */
public final class AudienceSegment {
    private static final int MAX_SAMPLES = 64;

    private final DispatchFacts facts;
    private final boolean lacksVariable;
    private final DispatchDecision decisionNow;
    private final @Nullable UUID[] samples = new UUID[MAX_SAMPLES];
    private long stride = 1;
    private long size;
    /** The last decision, and until when it stands. */
    private DispatchDecision decided;

    private Instant decidedUntil;
    /** The last answer of the counters, when it came, and the decision by it. */
    private @Nullable QuotaAnswer answer;

    private @Nullable Instant answeredAt;
    private @Nullable DispatchDecision decidedByAnswer;

    /** What tells segments apart; the rest of the facts is the same for a whole broadcast. */
    public record Key(
            @Nullable String zone,
            @Nullable String typeConsent,
            @Nullable String channelConsent,
            Route route,
            boolean lacksVariable) {}

    /** @param lacksVariable whether the text needs a value that they lack */
    public AudienceSegment(DispatchFacts facts, boolean lacksVariable, Instant now) {
        this.facts = facts;
        this.lacksVariable = lacksVariable;
        this.decisionNow = DispatchPolicy.decide(facts, now);
        this.decided = decisionNow;
        this.decidedUntil = validUntil(decisionNow, now);
    }

    public void add(UUID customerId) {
        if (size % stride == 0) {
            if (size / stride == MAX_SAMPLES) {
                for (int i = 0; i < MAX_SAMPLES / 2; i++) {
                    samples[i] = samples[2 * i];
                }
                stride *= 2;
            }
            samples[(int) (size / stride)] = customerId;
        }
        size++;
    }

    public long size() {
        return size;
    }

    DispatchFacts facts() {
        return facts;
    }

    /** Whether the text needs a value that they lack. */
    public boolean lacksVariable() {
        return lacksVariable;
    }

    /** When it is planned, before the counters are asked. */
    public DispatchDecision decisionNow() {
        return decisionNow;
    }

    /** The decision at a later instant. @param at not before the one it was asked for last */
    DispatchDecision decide(Instant at) {
        if (!at.isBefore(decidedUntil)) {
            decided = DispatchPolicy.decide(facts, at);
            decidedUntil = validUntil(decided, at);
        }
        return decided;
    }

    private Instant validUntil(DispatchDecision decision, Instant at) {
        return switch (decision) {
            case DispatchDecision.SendNow go -> DispatchPolicy.mayGoUntil(facts, at);
            case DispatchDecision.Wait wait -> wait.until();
            case DispatchDecision.Stop stop -> Instant.MAX;
        };
    }

    /** The same once the counters have answered: equal answers at the same instant get equal decisions. */
    DispatchDecision decide(QuotaAnswer quota, Instant at) {
        if (decidedByAnswer == null || !quota.equals(answer) || !at.equals(answeredAt)) {
            answer = quota;
            answeredAt = at;
            decidedByAnswer = DispatchPolicy.decide(facts.with(quota), at);
        }
        return decidedByAnswer;
    }

    /** The customer at this index of the segment, where it is in the sample. */
    @Nullable
    public UUID sampleAt(long index) {
        return index % stride == 0 ? samples[(int) (index / stride)] : null;
    }
}
