package ai.tulia.messaging.api.message;

import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.RuleTrace;
import ai.tulia.messaging.domain.dispatch.RuleTrace.Verdict;
import ai.tulia.messaging.store.message.DispatchRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The policy's decision in words; for a message that is in the ledger, together with where it stands.
 *
 * @param effectiveAt null for a stop
 */
record ExplainResult(
        String decision, @Nullable String reason, @Nullable Instant effectiveAt, List<RuleTrace> trace) {
    static final String SEND_NOW = "send_now";
    static final String WAIT = "wait";
    static final String STOP = "stop";

    /** Of a message that is not made yet. */
    static ExplainResult of(DispatchDecision decision, Instant now) {
        return switch (decision) {
            case DispatchDecision.SendNow go -> new ExplainResult(SEND_NOW, null, now, go.trace());
            case DispatchDecision.Wait wait ->
                new ExplainResult(WAIT, wait.reason().code(), wait.until(), wait.trace());
            case DispatchDecision.Stop stop ->
                new ExplainResult(STOP, stop.reason().code(), null, stop.trace());
        };
    }

    /**
     * Of a message in the ledger: one that has begun to leave, or is closed, will not go again; one that sleeps does so
     * until its wake time, and the rules are asked again then.
     */
    static ExplainResult of(DispatchRow row, DispatchDecision decision, Instant now) {
        ExplainResult said = of(decision, now);
        RuleTrace status = status(row, now);
        var trace = new ArrayList<RuleTrace>();
        trace.add(status);
        trace.addAll(said.trace());
        if (status.verdict() == Verdict.REFUSED) {
            return new ExplainResult(STOP, row.state().code(), null, trace);
        }
        Instant wakeAt = status.until();
        boolean sleepsLonger = wakeAt != null && said.effectiveAt() != null && wakeAt.isAfter(said.effectiveAt());
        return sleepsLonger
                ? new ExplainResult(WAIT, row.waiting().reason(), wakeAt, trace)
                : new ExplainResult(said.decision(), said.reason(), said.effectiveAt(), trace);
    }

    private static RuleTrace status(DispatchRow row, Instant now) {
        var facts =
                new LinkedHashMap<String, Object>(Map.of("state", row.state().code()));
        if (!row.state().isBeforeSend()) {
            return new RuleTrace("status", Verdict.REFUSED, null, facts);
        }
        Instant wakeAt = row.waiting().until();
        if (wakeAt == null || !wakeAt.isAfter(now)) {
            return new RuleTrace("status", Verdict.PASSED, null, facts);
        }
        facts.put("waiting_reason", Objects.requireNonNullElse(row.waiting().reason(), ""));
        return new RuleTrace("status", Verdict.WAITS, wakeAt, facts);
    }
}
