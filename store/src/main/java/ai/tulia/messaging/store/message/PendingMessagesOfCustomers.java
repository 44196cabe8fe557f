package ai.tulia.messaging.store.message;

import static ai.tulia.messaging.store.database.Sql.instant;

import ai.tulia.messaging.domain.consent.ConsentFact;
import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.customer.PhoneNumber;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.quota.QuotaAnswer;
import ai.tulia.messaging.domain.time.ZoneSource;
import ai.tulia.messaging.store.database.Sql;
import ai.tulia.messaging.store.tenant.TenantReader;
import ai.tulia.messaging.store.tenant.TenantSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Locks the pending messages of customers and reads what the policy looks at, within the open tenant transaction. */
@Component
public class PendingMessagesOfCustomers {
    private static final int PAGE = 1_000;
    private static final UUID BEFORE_ALL = new UUID(0, 0);
    /**
     * The condition names the status, not the states: a message that a claim just made SENDING is still one of them when
     * the lock is granted.
     */
    private static final String LOCK_PAGE = """
            with pending as materialized (
                select id, customer_id, broadcast_id, message_type, channel, state, attempt, over_limit, not_before,
                    scheduled_local, scheduled_zone, expires_at, reserved_at, created_at, wake_at, waiting_reason,
                    template_id, template_version
                from message
                where tenant_id = :tenant and customer_id = any (:customers::uuid[]) and channel = :channel
                    and message_type = any (:types::text[]) and status = 'pending' and id > :after
                order by id limit :size for update)
            select m.*, v.content_sid, c.phone_number, c.name, c.time_zone,
                own.state as own_state, own.recorded_at as own_at, own.source as own_source,
                whole.state as whole_state, whole.recorded_at as whole_at, whole.source as whole_source
            from pending m
            join unnest(:types::text[], :consents::text[]) k (message_type, consent)
                on k.message_type = m.message_type
            cross join lateral (select phone_number, name, time_zone from customer
                where tenant_id = :tenant and id = m.customer_id offset 0) c
            left join lateral (select content_sid from template_version
                where tenant_id = :tenant and template_id = m.template_id and version = m.template_version
                offset 0) v on true
            left join lateral (select state, recorded_at, source from consent
                where tenant_id = :tenant and customer_id = m.customer_id and channel = m.channel and type = k.consent
                offset 0) own on true
            left join lateral (select state, recorded_at, source from consent
                where tenant_id = :tenant and customer_id = m.customer_id and channel = m.channel and type = 'all'
                offset 0) whole on true
            order by m.id""";

    private final JdbcClient jdbc;
    private final TenantReader tenants;

    PendingMessagesOfCustomers(JdbcClient jdbc, TenantReader tenants) {
        this.jdbc = jdbc;
        this.tenants = tenants;
    }

    /**
     * Waits for claims of these messages that are not committed yet. Locks in the order of message ids, so that two who
     * lock the same messages never deadlock.
     */
    public List<PendingMessage> lock(
            UUID tenantId, Channel channel, Collection<UUID> customers, Collection<MessageType> types) {
        TenantSettings tenant = tenants.settings(tenantId);
        List<PendingMessage> all = new ArrayList<>();
        List<PendingMessage> page;
        UUID after = BEFORE_ALL;
        do {
            page = page(tenant, channel, customers, types, after);
            all.addAll(page);
            after = page.isEmpty() ? after : page.getLast().row().ref().messageId();
        } while (page.size() == PAGE);
        return all;
    }

    private List<PendingMessage> page(
            TenantSettings tenant,
            Channel channel,
            Collection<UUID> customers,
            Collection<MessageType> types,
            UUID after) {
        return jdbc.sql(LOCK_PAGE)
                .param("tenant", tenant.id())
                .param("customers", customers.stream().map(UUID::toString).toArray(String[]::new))
                .param("channel", channel.word())
                .param("types", types.stream().map(MessageType::word).toArray(String[]::new))
                .param(
                        "consents",
                        types.stream()
                                .map(type -> type.rules().consent().word())
                                .toArray(String[]::new))
                .param("after", after)
                .param("size", PAGE)
                .query((row, n) -> message(row, tenant, channel))
                .list();
    }

    private static PendingMessage message(ResultSet row, TenantSettings tenant, Channel channel) throws SQLException {
        CustomerFacts customer = customer(row, tenant, channel);
        var facts = customer.about(
                MessageType.ofWord(row.getString("message_type")),
                ScheduledTime.read(row, customer.zone()),
                Objects.requireNonNull(instant(row, "expires_at")),
                OverLimit.valueOf(row.getString("over_limit")),
                row.getObject("reserved_at") == null
                        ? QuotaAnswer.NOT_ASKED
                        : new QuotaAnswer(QuotaAnswer.Verdict.GRANTED, 0, tenant.dailyLimit(), 0, null),
                row.getString("content_sid") != null);
        var found = new DispatchRow(
                new MessageRef(tenant.id(), Objects.requireNonNull(Sql.uuid(row, "id"))),
                Objects.requireNonNull(Sql.uuid(row, "customer_id")),
                MessageState.valueOf(row.getString("state")),
                row.getInt("attempt"),
                facts,
                tenant.dailyLimit(),
                Objects.requireNonNull(instant(row, "created_at")),
                instant(row, "wake_at"),
                row.getString("waiting_reason"));
        return new PendingMessage(found, Sql.uuid(row, "broadcast_id"));
    }

    private static CustomerFacts customer(ResultSet row, TenantSettings tenant, Channel channel) throws SQLException {
        @Nullable String zone = row.getString("time_zone");
        return new CustomerFacts(
                channel,
                zone == null ? tenant.zone() : ZoneId.of(zone),
                zone == null ? ZoneSource.TENANT : ZoneSource.CUSTOMER,
                tenant.zone(),
                tenant.quietHours(),
                consent(row, "own"),
                consent(row, "whole"),
                tenant.dailyLimit(),
                PhoneNumber.countryOf(row.getString("phone_number")),
                row.getString("name"),
                // Placeholders are not filled here.
                Map.of());
    }

    private static ConsentFact consent(ResultSet row, String prefix) throws SQLException {
        String state = row.getString(prefix + "_state");
        return state == null
                ? ConsentFact.UNKNOWN
                : new ConsentFact(
                        ConsentState.valueOf(state.toUpperCase(Locale.ROOT)),
                        instant(row, prefix + "_at"),
                        row.getString(prefix + "_source"));
    }
}
