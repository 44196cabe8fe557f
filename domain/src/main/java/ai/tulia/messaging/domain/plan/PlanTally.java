package ai.tulia.messaging.domain.plan;

import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.RuleTrace;
import ai.tulia.messaging.domain.dispatch.StopReason;
import ai.tulia.messaging.domain.dispatch.WaitReason;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts what the policy said, by group. The groups are bounded; what is beyond them is one sum. */
public final class PlanTally {
    private static final String ENDED = "validity";
    private static final String RATE_LIMIT = "rate_limit";

    private final ZoneId tenantZone;
    private final Bucket now = new Bucket();
    private final Groups<LastWait.Waiting> waiting = new Groups<>(Comparator.comparing(LastWait.Waiting::until)
            .thenComparing(each -> each.zone().getId())
            .thenComparing(LastWait.Waiting::reason));
    private final Groups<LocalDate> days = new Groups<>(Comparator.naturalOrder());
    private final Groups<String> expiring = new Groups<>(Comparator.naturalOrder());
    private final Groups<StopReason> refused = new Groups<>(Comparator.naturalOrder());
    private @Nullable Instant first;
    private @Nullable Instant last;

    /** What recipients waited for last before they are sent to. */
    sealed interface LastWait {
        /** Nothing. */
        record None() implements LastWait {}

        record Waiting(WaitReason reason, ZoneId zone, Instant until) implements LastWait {}

        /** The daily limit, until this day of the tenant. */
        record OverLimit(LocalDate day) implements LastWait {}
    }

    public PlanTally(ZoneId tenantZone) {
        this.tenantZone = tenantZone;
    }

    /** A number of recipients, and some of them. */
    private static final class Bucket {
        private long count;
        private final List<UUID> samples = new ArrayList<>();

        void add(@Nullable UUID sample) {
            count++;
            if (sample != null && samples.size() < BroadcastPlan.MAX_SAMPLES) {
                samples.add(sample);
            }
        }

        BroadcastPlan.Group group(Map<UUID, BroadcastPlan.Sample> shown) {
            return new BroadcastPlan.Group(
                    count,
                    samples.stream().map(shown::get).filter(Objects::nonNull).toList());
        }
    }

    private static final class Groups<K extends Object> {
        private final TreeMap<K, Bucket> byKey;
        private long others;

        Groups(Comparator<? super K> order) {
            byKey = new TreeMap<>(order);
        }

        void add(K key, @Nullable UUID sample) {
            Bucket bucket = byKey.get(key);
            if (bucket == null && byKey.size() == BroadcastPlan.MAX_GROUPS) {
                others++;
                return;
            }
            if (bucket == null) {
                bucket = new Bucket();
                byKey.put(key, bucket);
            }
            bucket.add(sample);
        }
    }

    LastWait overLimit(Instant until) {
        return new LastWait.OverLimit(until.atZone(tenantZone).toLocalDate());
    }

    void sends(LastWait wait, Instant at, @Nullable UUID sample) {
        switch (wait) {
            case LastWait.None none -> now.add(sample);
            case LastWait.Waiting each -> waiting.add(each, sample);
            case LastWait.OverLimit over -> days.add(over.day(), sample);
        }
        if (first == null || at.isBefore(first)) {
            first = at;
        }
        if (last == null || at.isAfter(last)) {
            last = at;
        }
    }

    /** @param late whether they came to be asked about later than they were due */
    public void stops(DispatchDecision.Stop stop, boolean late, @Nullable UUID sample) {
        if (stop.reason() == StopReason.VALIDITY_ENDED) {
            expiring.add(reason(stop.trace(), late ? RATE_LIMIT : ENDED), sample);
        } else {
            refuses(stop.reason(), sample);
        }
    }

    public void refuses(StopReason reason, @Nullable UUID sample) {
        refused.add(reason, sample);
    }

    /** The rule that defers the longest. @param otherwise where none does: it has ended */
    private static String reason(List<RuleTrace> trace, String otherwise) {
        String reason = otherwise;
        Instant longest = Instant.MIN;
        for (RuleTrace rule : trace) {
            Instant until = rule.until();
            if (until != null && until.isAfter(longest)) {
                longest = until;
                reason = rule.rule();
            }
        }
        return reason;
    }

    public List<UUID> samples() {
        return Stream.concat(
                        Stream.of(now),
                        Stream.of(waiting, days, expiring, refused).flatMap(groups -> groups.byKey.values().stream()))
                .flatMap(bucket -> bucket.samples.stream())
                .toList();
    }

    public BroadcastPlan plan(
            Instant at,
            long recipients,
            Map<String, Long> missing,
            BroadcastPlan.Cost cost,
            Map<UUID, BroadcastPlan.Sample> shown) {
        return new BroadcastPlan(at, tenantZone, recipients, breakdown(shown), missing, first, last, cost);
    }

    private BroadcastPlan.Breakdown breakdown(Map<UUID, BroadcastPlan.Sample> shown) {
        return new BroadcastPlan.Breakdown(
                now.group(shown),
                waiting.byKey.entrySet().stream()
                        .map(each -> new BroadcastPlan.Waiting(
                                each.getKey().reason(),
                                each.getKey().zone(),
                                each.getKey().until(),
                                each.getValue().group(shown)))
                        .toList(),
                waiting.others,
                days.byKey.entrySet().stream()
                        .map(each -> new BroadcastPlan.Day(
                                each.getKey(), each.getValue().group(shown)))
                        .toList(),
                days.others,
                expiring.byKey.entrySet().stream()
                        .map(each -> new BroadcastPlan.Expiry(
                                each.getKey(), each.getValue().group(shown)))
                        .toList(),
                refused.byKey.entrySet().stream()
                        .map(each -> new BroadcastPlan.Refusal(
                                each.getKey(), each.getValue().group(shown)))
                        .toList());
    }
}
