package ai.tulia.messaging.store.tenant;

import ai.tulia.messaging.store.audit.AuditAction;
import ai.tulia.messaging.store.audit.AuditEvent;
import ai.tulia.messaging.store.audit.AuditLog;
import ai.tulia.messaging.store.database.OperatorDatabase;
import ai.tulia.messaging.store.database.Precondition;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** The tiers that tenants can be on. */
@Component
@ConditionalOnProperty("tulia.db.operator-password")
public class TierRepository {
    private final OperatorDatabase ledger;
    private final Clock clock;

    TierRepository(OperatorDatabase ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    public List<Tier> list() {
        return ledger.call(jdbc -> jdbc.sql("select name, daily_limit, version from tier order by name")
                .query(Tier.class)
                .list());
    }

    public Optional<Tier> find(String name) {
        return list().stream().filter(tier -> tier.name().equals(name)).findFirst();
    }

    /** Makes the tier, or changes its limit for all who are on it. */
    public Tier put(String name, @Nullable Long dailyLimit, Precondition precondition) {
        return ledger.call(jdbc -> {
            precondition.check(jdbc.sql("select version from tier where name = :name for no key update")
                    .param("name", name)
                    .query(Long.class)
                    .optional()
                    .orElse(null));
            AuditLog.add(
                    jdbc,
                    AuditEvent.byOperator(AuditEvent.NO_TENANT, AuditAction.TIER_CHANGED, name, detail(dailyLimit)),
                    clock.instant());
            return jdbc.sql("""
                            insert into tier as t (name, daily_limit) values (:name, :limit)
                            on conflict (name) do update
                                set daily_limit = excluded.daily_limit, version = t.version + 1
                            returning name, daily_limit, version""")
                    .param("name", name)
                    .param("limit", dailyLimit)
                    .query(Tier.class)
                    .single();
        });
    }

    private static Map<String, ?> detail(@Nullable Long dailyLimit) {
        return dailyLimit == null ? Map.of("unlimited", true) : Map.of("daily_limit", dailyLimit);
    }
}
