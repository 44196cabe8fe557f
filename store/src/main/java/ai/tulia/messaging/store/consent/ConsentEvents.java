package ai.tulia.messaging.store.consent;

import static ai.tulia.messaging.store.database.Sql.texts;
import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.webhook.WebhookEventType;
import ai.tulia.messaging.store.webhook.WebhookOutbox;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What became of consents, in the append-only history and for webhooks, within the open tenant transaction. It is written
 * once it is known what a withdrawal found under way.
 */
@Component
class ConsentEvents {
    private final JdbcClient jdbc;
    private final WebhookOutbox outbox;

    ConsentEvents(JdbcClient jdbc, WebhookOutbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    /** @param underWay of a withdrawal: ids of the messages that it governs and that had begun to leave; null = a grant */
    record Event(
            UUID customerId,
            ConsentType type,
            ConsentState state,
            @Nullable List<UUID> underWay) {}

    /** Two statements, however many they are. */
    void addAll(
            UUID tenantId,
            Channel channel,
            List<Event> events,
            @Nullable String source,
            @Nullable String proof,
            Instant at) {
        if (events.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into consent_event (tenant_id, customer_id, channel, type, state, source, proof, recorded_at,
                            under_way)
                        select :tenant, customer_id, :channel, type, state, :source, :proof, :at, under_way::uuid[]
                        from unnest(:customers::uuid[], :types::text[], :states::text[], :underWay::text[])
                            with ordinality as e (customer_id, type, state, under_way, n)
                        order by n""")
                .param("tenant", tenantId)
                .param("channel", channel.code())
                .param("source", source)
                .param("proof", proof)
                .param("at", utc(at))
                .param("customers", texts(events.stream().map(Event::customerId).toList()))
                .param(
                        "types",
                        texts(events.stream().map(event -> event.type().code()).toList()))
                .param(
                        "states",
                        texts(events.stream().map(event -> event.state().code()).toList()))
                .param(
                        "underWay",
                        events.stream().map(event -> array(event.underWay())).toArray(String[]::new))
                .update();
        outbox.addAll(
                tenantId,
                events.stream().map(event -> webhook(event, channel, source)).toList(),
                at);
    }

    private static @Nullable String array(@Nullable List<UUID> ids) {
        return ids == null ? null : ids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
    }

    private static WebhookOutbox.Event webhook(Event event, Channel channel, @Nullable String source) {
        var data = new LinkedHashMap<String, Object>();
        data.put("customer_id", event.customerId());
        data.put("channel", channel.code());
        data.put("consent_type", event.type().code());
        if (source != null) {
            data.put("source", source);
        }
        if (event.underWay() != null) {
            data.put("under_way", event.underWay());
        }
        return new WebhookOutbox.Event(
                event.state() == ConsentState.WITHDRAWN
                        ? WebhookEventType.CUSTOMER_OPTED_OUT
                        : WebhookEventType.CUSTOMER_OPTED_IN,
                event.customerId(),
                data);
    }
}
