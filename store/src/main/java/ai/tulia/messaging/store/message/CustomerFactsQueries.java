package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import ai.tulia.messaging.domain.dispatch.Route;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.quota.QuotaAnswer;
import ai.tulia.messaging.domain.time.QuietHours;
import ai.tulia.messaging.domain.time.TimeZones;
import ai.tulia.messaging.domain.time.ZoneSource;
import ai.tulia.messaging.store.consent.ConsentSql;
import ai.tulia.messaging.store.database.Sql;
import ai.tulia.messaging.store.tenant.TenantSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one builder of what the policy looks at: for a single message, a batch, a plan and an explanation alike. One
 * instance serves the rows of one tenant.
 *
 * @throws java.time.DateTimeException from each method, for a time zone that this JVM does not know
 */
public final class CustomerFactsQueries {
    /** Of the message {@code m}. */
    public static final String MESSAGE_COLUMNS = """
            m.id, m.customer_id, m.message_type, m.channel, m.state, m.attempt, m.over_limit, m.not_before,
            m.scheduled_local, m.scheduled_zone, m.expires_at, m.reserved_at, m.created_at, m.changed_at, m.wake_at,
            m.waiting_reason
            """;

    private final UUID tenantId;
    private final boolean tenantSuspended;
    private final ZoneId tenantZone;
    private final QuietHours quietHours;
    private final @Nullable Long dailyLimit;
    private final Function<String, ZoneId> zoneOf;
    private final Map<String, ZoneId> zones = new HashMap<>();

    /** @param dailyLimit of the tenant's tier; null = unlimited */
    public CustomerFactsQueries(
            UUID tenantId,
            boolean tenantSuspended,
            ZoneId tenantZone,
            QuietHours quietHours,
            @Nullable Long dailyLimit) {
        this(tenantId, tenantSuspended, tenantZone, quietHours, dailyLimit, ZoneId::of);
    }

    private CustomerFactsQueries(
            UUID tenantId,
            boolean tenantSuspended,
            ZoneId tenantZone,
            QuietHours quietHours,
            @Nullable Long dailyLimit,
            Function<String, ZoneId> zoneOf) {
        this.tenantId = tenantId;
        this.tenantSuspended = tenantSuspended;
        this.tenantZone = tenantZone;
        this.quietHours = quietHours;
        this.dailyLimit = dailyLimit;
        this.zoneOf = zoneOf;
    }

    public static CustomerFactsQueries of(TenantSettings tenant) {
        return new CustomerFactsQueries(
                tenant.id(), tenant.suspended(), tenant.zone(), tenant.quietHours(), tenant.dailyLimit());
    }

    /** For what no time decides, such as a withdrawn consent: a zone that this JVM lacks is taken for UTC. */
    static CustomerFactsQueries whateverTheZone(TenantSettings tenant) {
        return new CustomerFactsQueries(
                tenant.id(),
                tenant.suspended(),
                knownOrUtc(tenant.timeZone()),
                tenant.quietHours(),
                tenant.dailyLimit(),
                CustomerFactsQueries::knownOrUtc);
    }

    private static ZoneId knownOrUtc(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            return ZoneOffset.UTC;
        }
    }

    /** @param attributes of the customer, read before */
    public CustomerFacts customer(ResultSet row, Route route, Map<String, Object> attributes) throws SQLException {
        return new CustomerFacts(
                tenantSuspended,
                route,
                zones(row.getString("time_zone")),
                quietHours,
                ConsentSql.read(row),
                dailyLimit,
                row.getString("name"),
                attributes);
    }

    private TimeZones zones(@Nullable String own) {
        return own == null
                ? new TimeZones(tenantZone, ZoneSource.TENANT, tenantZone)
                : new TimeZones(zones.computeIfAbsent(own, zoneOf), ZoneSource.CUSTOMER, tenantZone);
    }

    /** @param approvedTemplate whether it uses a template approved by WhatsApp (a ContentSid) */
    public DispatchRow message(ResultSet row, CustomerFacts customer, boolean approvedTemplate) throws SQLException {
        @Nullable Instant reservedAt = Sql.instant(row, "reserved_at");
        var facts = customer.about(
                MessageType.fromCode(row.getString("message_type")),
                ScheduledTime.read(row, customer.zones().recipient()),
                Objects.requireNonNull(Sql.instant(row, "expires_at")),
                OverLimit.valueOf(row.getString("over_limit")),
                reservedAt != null
                        ? new QuotaAnswer(QuotaAnswer.Verdict.GRANTED, 0, customer.dailyLimit(), 0, null)
                        : QuotaAnswer.NOT_ASKED,
                approvedTemplate);
        var state = MessageState.valueOf(row.getString("state"));
        return new DispatchRow(
                ref(row),
                Objects.requireNonNull(Sql.uuid(row, "customer_id")),
                state,
                row.getInt("attempt"),
                facts,
                customer.dailyLimit(),
                reservedAt,
                Objects.requireNonNull(Sql.instant(row, "created_at")),
                Objects.requireNonNull(Sql.instant(row, "changed_at")),
                Waiting.read(row, state));
    }

    public MessageRef ref(ResultSet row) throws SQLException {
        return new MessageRef(tenantId, Objects.requireNonNull(Sql.uuid(row, "id")));
    }
}
