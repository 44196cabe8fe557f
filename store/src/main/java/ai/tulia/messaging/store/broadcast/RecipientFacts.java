package ai.tulia.messaging.store.broadcast;

import static ai.tulia.messaging.store.database.Sql.instant;

import ai.tulia.messaging.domain.consent.ConsentFact;
import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.time.ZoneSource;
import ai.tulia.messaging.store.message.CustomerFacts;
import ai.tulia.messaging.store.tenant.TenantSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what the policy may know of a broadcast's recipients: the same when it is planned and when it is due. */
final class RecipientFacts {
    /** Of the customer {@code c} and its consents. */
    static final String COLUMNS = """
            c.phone_number, c.name, c.time_zone,
                own.state as own_state, own.recorded_at as own_at, own.source as own_source,
                whole.state as whole_state, whole.recorded_at as whole_at, whole.source as whole_source""";
    /** Of all of an audience at once; the rest as {@link #CONSENTS}. */
    static final String ALL_CONSENTS = """
            left join consent own on own.tenant_id = :tenant and own.customer_id = c.id
                and own.channel = :channel and own.type = :consent
            left join consent whole on whole.tenant_id = :tenant and whole.customer_id = c.id
                and whole.channel = :channel and whole.type = 'all'""";
    /** Joined to the customer {@code c}, for each by its key; asks for the parameters tenant, channel and consent. */
    static final String CONSENTS = """
            left join lateral (select state, recorded_at, source from consent
                where tenant_id = :tenant and customer_id = c.id and channel = :channel and type = :consent
                offset 0) own on true
            left join lateral (select state, recorded_at, source from consent
                where tenant_id = :tenant and customer_id = c.id and channel = :channel and type = 'all'
                offset 0) whole on true""";

    private final Broadcast broadcast;
    private final TenantSettings tenant;
    private final Map<String, ZoneId> zones = new HashMap<>();

    RecipientFacts(Broadcast broadcast, TenantSettings tenant) {
        this.broadcast = broadcast;
        this.tenant = tenant;
    }

    CustomerFacts read(ResultSet row, String country, Map<String, Object> attributes) throws SQLException {
        @Nullable String zone = row.getString("time_zone");
        return new CustomerFacts(
                broadcast.channel(),
                zone == null ? tenant.zone() : zones.computeIfAbsent(zone, ZoneId::of),
                zone == null ? ZoneSource.TENANT : ZoneSource.CUSTOMER,
                tenant.zone(),
                tenant.quietHours(),
                consent(row, "own"),
                consent(row, "whole"),
                tenant.dailyLimit(),
                country,
                row.getString("name"),
                attributes);
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
