package ai.tulia.messaging.store.broadcast;

import ai.tulia.messaging.domain.customer.PhoneNumber;
import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.DispatchFacts;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import ai.tulia.messaging.domain.dispatch.Route;
import ai.tulia.messaging.domain.plan.AudienceSegment;
import ai.tulia.messaging.domain.plan.BroadcastPlan;
import ai.tulia.messaging.domain.quota.QuotaAnswer;
import ai.tulia.messaging.domain.sender.Sender;
import ai.tulia.messaging.store.consent.ConsentSql;
import ai.tulia.messaging.store.database.Json;
import ai.tulia.messaging.store.database.Sql;
import ai.tulia.messaging.store.message.CustomerFactsQueries;
import ai.tulia.messaging.store.message.RouteSql;
import ai.tulia.messaging.store.tenant.TenantSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads an audience as a stream and divides it into segments, within the open tenant transaction. */
final class PlannedAudience {
    private static final int FETCHED = 2_000;
    /** By the + and 7 digits every plan of numbers tells its countries apart; parsing each number takes far longer. */
    private static final int COUNTRY_PREFIX = 8;

    private static final int MAX_PREFIXES = 100_000;
    /** Who is unreachable now is so for the whole plan. */
    private static final Duration LONGER_THAN_PLANNED = Duration.ofDays(365);

    private final Broadcast broadcast;
    private final BroadcastText text;
    private final JdbcClient jdbc;
    private final Instant now;
    private final AudienceSql meant;
    private final AudienceTimes times;
    private final CustomerFactsQueries recipients;
    private final @Nullable Sender sender;
    private final Map<String, String> countries = new HashMap<>();
    private final Map<AudienceSegment.Key, AudienceSegment> segments = new LinkedHashMap<>();
    private final Map<String, Long> missing = new TreeMap<>();
    private long count;

    PlannedAudience(
            Broadcast broadcast,
            AudienceSql meant,
            TenantSettings tenant,
            BroadcastText text,
            JdbcClient jdbc,
            Instant now) {
        this.broadcast = broadcast;
        this.text = text;
        this.jdbc = jdbc;
        this.now = now;
        this.meant = meant;
        this.times = AudienceTimes.of(broadcast, tenant, jdbc, now);
        this.recipients = CustomerFactsQueries.of(tenant);
        this.sender =
                tenant.senders().serving(broadcast.channel(), broadcast.type()).orElse(null);
    }

    long count() {
        return count;
    }

    Collection<AudienceSegment> segments() {
        return segments.values();
    }

    /** How many lack which variable, of those whom nothing else stops. */
    Map<String, Long> missing() {
        return missing;
    }

    void read() {
        String attributes = text.needsAttributes() ? meant.attributes() : "null";
        jdbc.sql("select c.id, c.name, c.time_zone, " + RouteSql.COLUMNS + ", " + ConsentSql.COLUMNS + ", "
                        + attributes + " as attributes from " + meant.from() + " " + RouteSql.ofAll()
                        + ConsentSql.OF_ALL + " where " + meant.where() + " order by " + meant.key())
                .params(meant.parameters())
                .param("channel", broadcast.channel().code())
                .param("sender", sender == null ? null : sender.address())
                .param("portfolio", sender == null ? null : sender.portfolio())
                .param("consent", broadcast.type().rules().consent().code())
                .withFetchSize(FETCHED)
                .query(this::add);
    }

    private void add(ResultSet row) throws SQLException {
        count++;
        UUID id = Objects.requireNonNull(Sql.uuid(row, "id"));
        var lacking = text.missing(row.getString("name"), Json.object(row.getString("attributes")));
        AudienceSegment segment = segment(row, !lacking.isEmpty());
        segment.add(id);
        if (!(segment.decisionNow() instanceof DispatchDecision.Stop)) {
            lacking.forEach(variable -> missing.merge(variable, 1L, Long::sum));
        }
    }

    private AudienceSegment segment(ResultSet row, boolean lacking) throws SQLException {
        @Nullable String zone = row.getString("time_zone");
        Route route = route(row);
        var key =
                new AudienceSegment.Key(zone, row.getString("own_state"), row.getString("whole_state"), route, lacking);
        AudienceSegment segment = segments.get(key);
        if (segment == null) {
            segment = new AudienceSegment(facts(row, zone, route), lacking, now);
            segments.put(key, segment);
        }
        return segment;
    }

    private DispatchFacts facts(ResultSet row, @Nullable String zone, Route route) throws SQLException {
        var span = times.of(zone);
        return recipients
                .customer(row, route, Map.of())
                .about(
                        broadcast.type(),
                        times.scheduled() ? span.from() : null,
                        span.until(),
                        OverLimit.DEFER,
                        QuotaAnswer.NOT_ASKED,
                        text.contentSid() != null);
    }

    /** Few differ, for few segments: what has no part in the decision is left out, sessions are known to the hour. */
    private Route route(ResultSet row) throws SQLException {
        Route route = RouteSql.read(row, broadcast.channel(), sender, this::country);
        Instant unreachable = route.unreachableUntil();
        return new Route(
                route.channel(),
                sender,
                route.address(),
                unreachable != null && unreachable.isAfter(now) ? now.plus(LONGER_THAN_PLANNED) : null,
                text.contentSid() == null ? hour(route.lastInboundAt()) : null,
                route.country());
    }

    /** Of a message that may have opened a session that still is open. */
    private @Nullable Instant hour(@Nullable Instant at) {
        return at == null || at.isBefore(now.minus(Duration.ofDays(1))) ? null : at.truncatedTo(ChronoUnit.HOURS);
    }

    private String country(String phoneNumber) {
        String prefix = phoneNumber.substring(0, Math.min(COUNTRY_PREFIX, phoneNumber.length()));
        if (countries.size() > MAX_PREFIXES) {
            countries.clear();
        }
        return countries.computeIfAbsent(prefix, p -> PhoneNumber.countryOf(phoneNumber));
    }

    /** The texts of some. */
    Map<UUID, BroadcastPlan.Sample> show(List<UUID> ids) {
        var shown = new HashMap<UUID, BroadcastPlan.Sample>();
        if (!ids.isEmpty()) {
            jdbc.sql("select c.id, c.name, " + meant.attributes() + " as attributes from " + meant.from() + " where "
                            + meant.where() + " and c.id = any (:ids::uuid[])")
                    .params(meant.parameters())
                    .param("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
                    .query(row -> {
                        UUID id = Objects.requireNonNull(Sql.uuid(row, "id"));
                        String name = row.getString("name");
                        Map<String, Object> attributes = Json.object(row.getString("attributes"));
                        @Nullable
                        String body = text.render(name, attributes)
                                .map(BroadcastText.Rendered::body)
                                .orElse(null);
                        shown.put(id, new BroadcastPlan.Sample(id, body, text.missing(name, attributes)));
                    });
        }
        return shown;
    }
}
