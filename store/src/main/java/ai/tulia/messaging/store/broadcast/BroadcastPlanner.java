package ai.tulia.messaging.store.broadcast;

import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.StopReason;
import ai.tulia.messaging.domain.quota.QuotaAnswer;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.quota.QuotaCounters;
import ai.tulia.messaging.store.quota.QuotaForecast;
import ai.tulia.messaging.store.quota.QuotaRequest;
import ai.tulia.messaging.store.quota.QuotaUsage;
import ai.tulia.messaging.store.template.TemplateReader;
import ai.tulia.messaging.store.tenant.TenantReader;
import ai.tulia.messaging.store.tenant.TenantSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Works out what would become of a broadcast that started now, by the policy that will decide when it is sent. Nothing
 * is stored or counted.
 *
 * <p>The audience is read once; recipients about whom the policy knows the same are counted together. Then everybody
 * asks for a place in the order of the times at which they are due. Of those due at the same time, the kinds are taken
 * as evenly mixed: who exactly goes over the limit is settled when it is sent.
 */
@Component
public class BroadcastPlanner {
    private final TenantTransactions transactions;
    private final TenantReader tenants;
    private final TemplateReader templates;
    private final QuotaCounters counters;
    private final JdbcClient jdbc;

    BroadcastPlanner(
            TenantTransactions transactions,
            TenantReader tenants,
            TemplateReader templates,
            QuotaCounters counters,
            JdbcClient jdbc) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.templates = templates;
        this.counters = counters;
        this.jdbc = jdbc;
    }

    /** @param broadcast with criteria it need not be stored; call it outside of a transaction */
    public BroadcastPlan plan(Broadcast broadcast, Instant now) {
        return plan(broadcast, AudienceSql.of(broadcast, now), now);
    }

    /** The same to a list that is not stored. @param customerIds of the tenant; each counts once */
    public BroadcastPlan plan(Broadcast broadcast, Collection<UUID> customerIds, Instant now) {
        return plan(broadcast, AudienceSql.ofCustomers(broadcast, customerIds), now);
    }

    private BroadcastPlan plan(Broadcast broadcast, AudienceSql meant, Instant now) {
        UUID tenantId = broadcast.ref().tenantId();
        TenantSettings tenant = transactions.read(tenantId, () -> tenants.settings(tenantId));
        Long limit = tenant.dailyLimit();
        QuotaUsage usage = counters.usage(tenantId, limit, now);
        QuotaForecast places =
                counters.forecast(tenantId, QuotaRequest.of(broadcast.type().rules(), limit, now, now));
        return transactions.readWhole(tenantId, () -> {
            var audience = new PlannedAudience(broadcast, meant, tenant, text(broadcast), jdbc, now);
            audience.read();
            var tally = new PlanTally(tenant.zone());
            var due = new TreeMap<Instant, List<RecipientKind>>();
            long needed = 0;
            for (RecipientKind kind : audience.kinds()) {
                if (kind.decision() instanceof DispatchDecision.Stop stop) {
                    each(kind, sample -> tally.stops(stop, sample));
                } else if (kind.missing()) {
                    each(kind, sample -> tally.refuses(StopReason.MISSING_VARIABLE, sample));
                } else {
                    needed += kind.count();
                    Instant at = kind.decision() instanceof DispatchDecision.Wait wait ? wait.until() : now;
                    due.computeIfAbsent(at, t -> new ArrayList<>()).add(kind);
                }
            }
            due.forEach((at, kinds) -> takePlaces(kinds, at, now, places, tally));
            return tally.plan(
                    now,
                    audience.count(),
                    audience.missing(),
                    cost(usage, broadcast.type().rules().heldByLimit(), needed),
                    audience.show(tally.samples()));
        });
    }

    private GroupText text(Broadcast broadcast) {
        UUID template = broadcast.templateId();
        var version = template == null
                ? null
                : templates
                        .find(broadcast.ref().tenantId(), template, broadcast.templateVersion())
                        .orElseThrow();
        return GroupText.of(broadcast, version);
    }

    private interface Heard {
        void one(@Nullable UUID sample);
    }

    private static void each(RecipientKind kind, Heard heard) {
        for (long number = 0; number < kind.count(); number++) {
            heard.one(kind.sample(number));
        }
    }

    /** The next of a kind: evenly mixed with those of the others. */
    private static final class Next {
        private final RecipientKind kind;
        private long number;

        Next(RecipientKind kind) {
            this.kind = kind;
        }

        double share() {
            return (number + 0.5) / kind.count();
        }
    }

    private static void takePlaces(
            List<RecipientKind> kinds, Instant at, Instant now, QuotaForecast places, PlanTally tally) {
        var queue = new PriorityQueue<Next>(Comparator.comparingDouble(Next::share));
        kinds.forEach(kind -> queue.add(new Next(kind)));
        while (!queue.isEmpty()) {
            Next next = queue.remove();
            takePlace(next.kind, next.kind.sample(next.number), at, now, places, tally);
            if (++next.number < next.kind.count()) {
                queue.add(next);
            }
        }
    }

    private static void takePlace(
            RecipientKind kind, @Nullable UUID sample, Instant at, Instant now, QuotaForecast places, PlanTally tally) {
        QuotaAnswer answer = places.ask(at);
        if (answer.verdict() == QuotaAnswer.Verdict.GRANTED) {
            tally.goesOrWaits(kind, now, sample);
            return;
        }
        switch (kind.decide(answer, at)) {
            case DispatchDecision.SendNow go -> tally.goesOrWaits(kind, now, sample);
            case DispatchDecision.Stop stop -> tally.stops(stop, sample);
            case DispatchDecision.Wait wait -> {
                places.waits(wait.until());
                tally.putOff(wait.until(), sample);
            }
        }
    }

    private static BroadcastPlan.Cost cost(QuotaUsage usage, boolean held, long needed) {
        Long limit = usage.limit();
        return new BroadcastPlan.Cost(limit, held, usage.used(), needed, days(usage, held, needed), usage.source());
    }

    private static @Nullable Long days(QuotaUsage usage, boolean held, long needed) {
        Long limit = usage.limit();
        if (needed == 0) {
            return 0L;
        }
        if (limit == null || !held) {
            return 1L;
        }
        if (limit == 0) {
            return null;
        }
        long free = Math.max(0, limit - usage.used());
        return (free > 0 ? 1 : 0) + Math.ceilDiv(Math.max(0, needed - free), limit);
    }
}
