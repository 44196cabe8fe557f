package ai.tulia.messaging.store.webhook;

import static ai.tulia.messaging.store.database.Sql.texts;
import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.domain.webhook.WebhookEventType;
import ai.tulia.messaging.store.database.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes what happened for the endpoints that subscribe to it, within the transaction in which it happens: no row where no
 * enabled endpoint asks for its type. What happens to messages is written by {@code MessageTransitions} in its own
 * statement, with {@link #INSERT} and {@link #ENDPOINTS}.
 */
@Component
public class WebhookOutbox {
    /** The columns of a delivery, in the order in which a query gives them after these. */
    public static final String INSERT =
            "insert into webhook_delivery (tenant_id, endpoint_id, subject_id, type, data, at, next_attempt_at)";

    /** Due at once, also where the clock of who writes it is ahead of the database's. */
    public static final String DUE = "least(:at, now())";

    /** To be joined on {@code type = any (e.events)}. */
    public static final String ENDPOINTS =
            "(select id, events from webhook_endpoint where tenant_id = :tenant and enabled) e";

    private final JdbcClient jdbc;

    WebhookOutbox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param data ids, states, times and codes; no texts and no numbers */
    public record Event(WebhookEventType type, UUID subjectId, Map<String, ?> data) {}

    public void add(UUID tenantId, WebhookEventType type, UUID subjectId, Map<String, ?> data, Instant at) {
        addAll(tenantId, List.of(new Event(type, subjectId, data)), at);
    }

    /** One statement, however many they are. */
    public void addAll(UUID tenantId, List<Event> events, Instant at) {
        if (events.isEmpty()) {
            return;
        }
        jdbc.sql(INSERT + " select :tenant, e.id, g.subject, g.type, g.data, :at, " + DUE
                        + " from unnest(:subjects::uuid[], :types::text[], :data::jsonb[]) g (subject, type, data) join "
                        + ENDPOINTS + " on g.type = any (e.events)")
                .param("tenant", tenantId)
                .param("subjects", texts(events.stream().map(Event::subjectId).toList()))
                .param(
                        "types",
                        texts(events.stream().map(event -> event.type().code()).toList()))
                .param(
                        "data",
                        texts(events.stream()
                                .map(event -> Json.write(event.data()))
                                .toList()))
                .param("at", utc(at))
                .update();
    }

    /** For this endpoint alone, whatever it asks for. @return the id of the event */
    public UUID addTest(UUID tenantId, UUID endpointId, Instant at) {
        return jdbc.sql(INSERT + " values (:tenant, :endpoint, :endpoint, :type, :data::jsonb, :at, " + DUE
                        + ") returning id")
                .param("tenant", tenantId)
                .param("endpoint", endpointId)
                .param("type", WebhookEventType.WEBHOOK_TEST.code())
                .param("data", Json.write(Map.of("webhook_endpoint_id", endpointId)))
                .param("at", utc(at))
                .query(UUID.class)
                .single();
    }
}
