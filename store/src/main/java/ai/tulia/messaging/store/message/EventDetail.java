package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.RuleTrace;
import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.time.TimeFormat;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words of an event: what the policy said, in its own words, whoever writes it down. */
public final class EventDetail {
    private EventDetail() {}

    public static Map<String, Object> of(DispatchDecision.Wait wait) {
        return waiting(wait.until(), wait.reason(), wait.trace());
    }

    public static Map<String, Object> of(DispatchDecision.Stop stop) {
        return Map.of("reason", stop.reason().code(), "trace", notPassed(stop.trace(), null));
    }

    /** @param code what the provider said */
    public static Map<String, Object> busy(Instant until, String code) {
        var detail = new LinkedHashMap<String, Object>();
        detail.put("reason", WaitReason.PROVIDER_BUSY.code());
        detail.put("until", TimeFormat.instant(until));
        detail.put("code", code);
        return detail;
    }

    /** @param sid of the attempt that was not delivered: the row's is that of the last one */
    static Map<String, Object> retried(Instant until, String code, String sid) {
        Map<String, Object> detail = busy(until, code);
        detail.put("provider_msg_id", sid);
        return detail;
    }

    /** @param code why the last attempt failed; @param sid of it: the row's is that of the next one; null = it has none */
    static Map<String, Object> resend(String code, @Nullable String sid) {
        return sid == null ? Map.of("code", code) : Map.of("code", code, "provider_msg_id", sid);
    }

    static Map<String, Object> waiting(Instant until, WaitReason reason, List<RuleTrace> trace) {
        var detail = new LinkedHashMap<String, Object>();
        detail.put("reason", reason.code());
        detail.put("until", TimeFormat.instant(until));
        detail.put("trace", notPassed(trace, until));
        return detail;
    }

    /** The rules that did not pass; one that waits until the event's instant does not repeat it. */
    private static List<Map<String, Object>> notPassed(List<RuleTrace> trace, @Nullable Instant until) {
        return trace.stream()
                .filter(rule -> rule.verdict() != RuleTrace.Verdict.PASSED)
                .map(rule -> words(rule, until))
                .toList();
    }

    private static Map<String, Object> words(RuleTrace rule, @Nullable Instant until) {
        var words = new LinkedHashMap<String, Object>();
        words.put("rule", rule.rule());
        words.put("verdict", rule.verdict().name().toLowerCase(Locale.ROOT));
        if (rule.until() != null && !rule.until().equals(until)) {
            words.put("until", TimeFormat.instant(rule.until()));
        }
        words.put("facts", rule.facts());
        return words;
    }
}
