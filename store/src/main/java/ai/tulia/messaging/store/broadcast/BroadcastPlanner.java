package ai.tulia.messaging.store.broadcast;

import ai.tulia.messaging.domain.broadcast.BroadcastRateLimit;
import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.StopReason;
import ai.tulia.messaging.domain.plan.AudienceSegment;
import ai.tulia.messaging.domain.plan.BroadcastPlan;
import ai.tulia.messaging.domain.plan.PlanTally;
import ai.tulia.messaging.domain.plan.SendingSimulation;
import ai.tulia.messaging.domain.quota.QuotaForecast;
import ai.tulia.messaging.domain.quota.QuotaUsage;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.quota.QuotaCounters;
import ai.tulia.messaging.store.quota.QuotaRequest;
import ai.tulia.messaging.store.template.TemplateQueries;
import ai.tulia.messaging.store.tenant.TenantQueries;
import ai.tulia.messaging.store.tenant.TenantSettings;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Works out what would become of a broadcast that started now, by the policy that will decide when it is sent. Nothing
 * is stored or counted.
 *
 * <p>The audience is read once; recipients about whom the policy knows the same are counted together. Then the sending is
 * gone through on paper, see {@link SendingSimulation}.
 */
@Component
public class BroadcastPlanner {
    private final TenantTransactions transactions;
    private final TenantQueries tenants;
    private final TemplateQueries templates;
    private final QuotaCounters counters;
    private final JdbcClient jdbc;

    BroadcastPlanner(
            TenantTransactions transactions,
            TenantQueries tenants,
            TemplateQueries templates,
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
        QuotaForecast units =
                counters.forecast(tenantId, QuotaRequest.of(broadcast.type().rules(), limit, now, now));
        return transactions.readWhole(tenantId, () -> {
            var audience = new PlannedAudience(broadcast, meant, tenant, text(broadcast), jdbc, now);
            audience.read();
            var tally = new PlanTally(tenant.zone());
            var sending = new SendingSimulation(
                    BroadcastRateLimit.of(
                            tenant.messagesPerSecond(broadcast.channel(), broadcast.type()),
                            broadcast.sending().maxPerSecond()),
                    units,
                    tally,
                    now);
            long needed = 0;
            for (AudienceSegment segment : audience.segments()) {
                if (segment.decisionNow() instanceof DispatchDecision.Stop stop) {
                    each(segment, sample -> tally.stops(stop, false, sample));
                } else if (segment.lacksVariable()) {
                    each(segment, sample -> tally.refuses(StopReason.MISSING_VARIABLE, sample));
                } else {
                    needed += segment.size();
                    sending.add(segment);
                }
            }
            sending.run();
            return tally.plan(
                    now,
                    audience.count(),
                    audience.missing(),
                    BroadcastPlan.Cost.of(usage, broadcast.type().rules().subjectToDailyLimit(), needed),
                    audience.show(tally.samples()));
        });
    }

    private BroadcastText text(Broadcast broadcast) {
        UUID template = broadcast.content().text().templateId();
        var version = template == null
                ? null
                : templates
                        .find(
                                broadcast.ref().tenantId(),
                                template,
                                broadcast.content().text().templateVersion())
                        .orElseThrow();
        return BroadcastText.of(broadcast, version);
    }

    private static void each(AudienceSegment segment, Consumer<@Nullable UUID> counted) {
        for (long number = 0; number < segment.size(); number++) {
            counted.accept(segment.sampleAt(number));
        }
    }
}
