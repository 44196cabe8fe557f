package ai.tulia.messaging.domain.plan;

import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.DispatchFacts;
import ai.tulia.messaging.domain.dispatch.DispatchPolicy;
import ai.tulia.messaging.domain.quota.QuotaAnswer;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Recipients about whom the policy knows the same and so says the same. Of their ids some are kept, spread evenly over
 * all of them: bounded, however many there are.
 */
public final class RecipientKind {
    private static final int KEPT = 64;

    private final DispatchFacts facts;
    private final boolean missing;
    private final DispatchDecision decision;
    private final @Nullable UUID[] kept = new UUID[KEPT];
    private long stride = 1;
    private long count;
    private @Nullable QuotaAnswer asked;
    private @Nullable Instant askedAt;
    private @Nullable DispatchDecision told;
    private DispatchDecision decided;
    private Instant decidedUntil;

    /** What tells kinds apart; the rest of the facts is the same for a whole broadcast. */
    public record Key(
            @Nullable String zone,
            @Nullable String own,
            @Nullable String whole,
            String country,
            boolean missing) {}

    public RecipientKind(DispatchFacts facts, boolean missing, Instant now) {
        this.facts = facts;
        this.missing = missing;
        this.decision = DispatchPolicy.decide(facts, now);
        this.decided = decision;
        this.decidedUntil = validUntil(decision, now);
    }

    public void add(UUID customerId) {
        if (count % stride == 0) {
            if (count / stride == KEPT) {
                for (int i = 0; i < KEPT / 2; i++) {
                    kept[i] = kept[2 * i];
                }
                stride *= 2;
            }
            kept[(int) (count / stride)] = customerId;
        }
        count++;
    }

    public long count() {
        return count;
    }

    DispatchFacts facts() {
        return facts;
    }

    /** Whether the text needs a value that they lack. */
    public boolean missing() {
        return missing;
    }

    /** When it is planned, before the counters are asked. */
    public DispatchDecision decision() {
        return decision;
    }

    /** The same at a later instant. @param at not before the one it was asked for last */
    DispatchDecision decide(Instant at) {
        if (!at.isBefore(decidedUntil)) {
            decided = DispatchPolicy.decide(facts, at);
            decidedUntil = validUntil(decided, at);
        }
        return decided;
    }

    private Instant validUntil(DispatchDecision now, Instant at) {
        return switch (now) {
            case DispatchDecision.SendNow go -> DispatchPolicy.mayGoUntil(facts, at);
            case DispatchDecision.Wait wait -> wait.until();
            case DispatchDecision.Stop stop -> Instant.MAX;
        };
    }

    /** The same once the counters have answered: equal answers at the same instant get equal decisions. */
    DispatchDecision decide(QuotaAnswer answer, Instant at) {
        if (told == null || !answer.equals(asked) || !at.equals(askedAt)) {
            asked = answer;
            askedAt = at;
            told = DispatchPolicy.decide(facts.with(answer), at);
        }
        return told;
    }

    /** Who has this number among them, where that is kept. */
    @Nullable
    public UUID sample(long number) {
        return number % stride == 0 ? kept[(int) (number / stride)] : null;
    }
}
