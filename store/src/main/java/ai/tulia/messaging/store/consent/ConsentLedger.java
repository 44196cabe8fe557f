package ai.tulia.messaging.store.consent;

import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The consents of customers: one row holds what counts now, an append-only history holds everything ever said. All
 * methods join the open tenant transaction.
 */
@Component
public class ConsentLedger {
    private final JdbcClient jdbc;
    private final WithdrawalEnforcement enforcement;
    private final ConsentEvents events;

    ConsentLedger(JdbcClient jdbc, WithdrawalEnforcement enforcement, ConsentEvents events) {
        this.jdbc = jdbc;
        this.enforcement = enforcement;
        this.events = events;
    }

    /**
     * Customers come before their messages: who withdraws a consent, and who writes failures that may, locks them first, so
     * that neither waits for what the other has.
     */
    public void lockCustomers(UUID tenantId, Collection<UUID> customers) {
        enforcement.lockCustomers(tenantId, customers);
    }

    /**
     * Appends to the history and makes it the current consent. Saying the same again is recorded again: it may carry a
     * newer proof. A withdrawal refuses the messages it governs that have not begun to leave.
     *
     * @param state granted or withdrawn
     * @param at when it was recorded
     * @return what a withdrawal meant for accepted messages; none for a customer who was erased meanwhile, of whom nothing is
     *     kept; what follows its commit is the caller's, and where the caller leaves it, the quota journal and the workflows'
     *     timers catch up
     * @throws IllegalArgumentException for the state unknown, which nobody can say
     */
    public WithdrawalEffect record(
            UUID tenantId,
            UUID customerId,
            Channel channel,
            ConsentType type,
            ConsentState state,
            @Nullable String source,
            @Nullable String proof,
            Instant at) {
        if (state == ConsentState.UNKNOWN) {
            throw new IllegalArgumentException("a consent is recorded as granted or withdrawn");
        }
        boolean withdrawn = state == ConsentState.WITHDRAWN;
        if (withdrawn) {
            enforcement.lockCustomers(tenantId, List.of(customerId));
        }
        int written = jdbc.sql("""
                        insert into consent (tenant_id, customer_id, channel, type, state, source, proof, recorded_at)
                        select tenant_id, id, :channel, :type, :state, :source, :proof, :at from customer
                        where tenant_id = :tenant and id = :customer and anonymized_at is null
                        on conflict (tenant_id, customer_id, channel, type) do update
                        set state = excluded.state, source = excluded.source, proof = excluded.proof,
                            recorded_at = excluded.recorded_at""")
                .param("tenant", tenantId)
                .param("customer", customerId)
                .param("channel", channel.code())
                .param("type", type.code())
                .param("state", state.code())
                .param("source", source)
                .param("proof", proof)
                .param("at", Sql.utc(at))
                .update();
        if (written == 0) {
            return WithdrawalEffect.NONE;
        }
        WithdrawalEffect effect = withdrawn
                ? enforcement
                        .apply(tenantId, channel, Set.of(type), List.of(customerId), at)
                        .effect()
                : WithdrawalEffect.NONE;
        var event = new ConsentEvents.Event(customerId, type, state, withdrawn ? effect.underWay() : null);
        events.addAll(tenantId, channel, List.of(event), source, proof, at);
        return effect;
    }

    /** What counts now, by channel and type. */
    public List<Consent> current(UUID tenantId, UUID customerId) {
        return jdbc.sql("select * from consent where tenant_id = :tenant and customer_id = :customerId"
                        + " order by channel, type")
                .param("tenant", tenantId)
                .param("customerId", customerId)
                .query(ConsentLedger::consent)
                .list();
    }

    static Consent consent(ResultSet row, int index) throws SQLException {
        return new Consent(
                Channel.fromCode(row.getString("channel")),
                ConsentType.fromCode(row.getString("type")),
                ConsentState.valueOf(row.getString("state").toUpperCase(java.util.Locale.ROOT)),
                row.getString("source"),
                row.getString("proof"),
                Objects.requireNonNull(Sql.instant(row, "recorded_at")));
    }
}
