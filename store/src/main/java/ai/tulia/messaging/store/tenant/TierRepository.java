package ai.tulia.messaging.store.tenant;

import ai.tulia.messaging.store.database.OperatorDatabase;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** The tiers that tenants can be on. */
@Component
@ConditionalOnProperty("tulia.db.operator-password")
public class TierRepository {
    private final OperatorDatabase ledger;

    TierRepository(OperatorDatabase ledger) {
        this.ledger = ledger;
    }

    public List<Tier> list() {
        return ledger.call(jdbc -> jdbc.sql("select name, daily_limit from tier order by name")
                .query(Tier.class)
                .list());
    }

    public Optional<Tier> find(String name) {
        return list().stream().filter(tier -> tier.name().equals(name)).findFirst();
    }

    /** Makes the tier, or changes its limit for all who are on it. */
    public void put(Tier tier) {
        ledger.call(jdbc ->
                jdbc.sql("""
                        insert into tier (name, daily_limit) values (?, ?)
                        on conflict (name) do update set daily_limit = excluded.daily_limit""").param(tier.name()).param(tier.dailyLimit()).update());
    }
}
