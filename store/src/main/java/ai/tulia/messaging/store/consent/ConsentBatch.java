package ai.tulia.messaging.store.consent;

import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.store.database.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Records the consents of many customers with a few statements, within the open tenant transaction. */
@Component
public class ConsentBatch {
    private final JdbcClient jdbc;
    private final WithdrawalEnforcement enforcement;
    private final ConsentEvents events;

    ConsentBatch(JdbcClient jdbc, WithdrawalEnforcement enforcement, ConsentEvents events) {
        this.jdbc = jdbc;
        this.enforcement = enforcement;
        this.events = events;
    }

    /** What one customer says of one type; each pair at most once in a batch. */
    public record Change(UUID customerId, ConsentType type, ConsentState state) {
        boolean withdraws() {
            return state == ConsentState.WITHDRAWN;
        }
    }

    /**
     * @param changed the customers with at least one change
     * @param effect what the withdrawals among them meant for accepted messages
     */
    public record Recorded(Set<UUID> changed, WithdrawalEffect effect) {}

    /**
     * Records what differs from what counts now, so that the same file imported twice leaves no second trace. What was
     * withdrawn stays so: a file may be older than the customer's word. A withdrawal refuses the messages it governs that
     * have not begun to leave.
     */
    public Recorded record(UUID tenantId, Channel channel, List<Change> changes, String source, Instant at) {
        if (changes.isEmpty()) {
            return new Recorded(Set.of(), WithdrawalEffect.NONE);
        }
        var withdrawing = changes.stream().filter(Change::withdraws).toList();
        if (!withdrawing.isEmpty()) {
            enforcement.lockCustomers(tenantId, customers(withdrawing));
        }
        List<Change> written = write(tenantId, channel, changes, source, at);
        List<Change> withdrawn = written.stream().filter(Change::withdraws).toList();
        var enforced = enforcement.apply(
                tenantId,
                channel,
                withdrawn.stream().map(Change::type).collect(Collectors.toSet()),
                customers(withdrawn),
                at);
        events.addAll(
                tenantId,
                channel,
                written.stream()
                        .map(change -> new ConsentEvents.Event(
                                change.customerId(),
                                change.type(),
                                change.state(),
                                change.withdraws() ? enforced.underWay(change.customerId(), change.type()) : null))
                        .toList(),
                source,
                null,
                at);
        return new Recorded(customers(written), enforced.effect());
    }

    /** @return those that differed from what counted */
    private List<Change> write(UUID tenantId, Channel channel, List<Change> changes, String source, Instant at) {
        return jdbc.sql("""
                        with given as (
                            select * from unnest(cast(:customers as uuid[]), cast(:types as text[]),
                                cast(:states as text[])) as g (customer_id, type, state))
                        insert into consent as c (tenant_id, customer_id, channel, type, state, source, recorded_at)
                        select :tenant, customer_id, :channel, type, state, :source, :at from given
                        where (select anonymized_at is null from customer
                            where tenant_id = :tenant and id = given.customer_id)
                        on conflict (tenant_id, customer_id, channel, type) do update
                        set state = excluded.state, source = excluded.source, proof = null,
                            recorded_at = excluded.recorded_at
                        where c.state = 'granted' and excluded.state = 'withdrawn'
                        returning customer_id, type, state""")
                .param("tenant", tenantId)
                .param("channel", channel.code())
                .param("source", source)
                .param("at", Sql.utc(at))
                .param("customers", texts(changes, change -> change.customerId().toString()))
                .param("types", texts(changes, change -> change.type().code()))
                .param("states", texts(changes, change -> change.state().code()))
                .query((row, n) -> new Change(
                        row.getObject("customer_id", UUID.class),
                        ConsentType.fromCode(row.getString("type")),
                        ConsentState.valueOf(row.getString("state").toUpperCase(Locale.ROOT))))
                .list();
    }

    /** How many of the changes would grant what the customer withdrew. */
    public int withdrawnThoughGranted(UUID tenantId, Channel channel, List<Change> changes) {
        var granted = changes.stream()
                .filter(change -> change.state() == ConsentState.GRANTED)
                .toList();
        if (granted.isEmpty()) {
            return 0;
        }
        return jdbc.sql("""
                        select count(*)
                        from unnest(cast(:customers as uuid[]), cast(:types as text[])) as g (customer_id, type)
                        cross join lateral (select from consent
                            where tenant_id = :tenant and customer_id = g.customer_id and channel = :channel
                                and type = g.type and state = 'withdrawn' offset 0) c""")
                .param("tenant", tenantId)
                .param("channel", channel.code())
                .param("customers", texts(granted, change -> change.customerId().toString()))
                .param("types", texts(granted, change -> change.type().code()))
                .query(Integer.class)
                .single();
    }

    private static Set<UUID> customers(List<Change> changes) {
        return changes.stream().map(Change::customerId).collect(Collectors.toSet());
    }

    private static String[] texts(List<Change> changes, Function<Change, String> column) {
        return changes.stream().map(column).toArray(String[]::new);
    }
}
