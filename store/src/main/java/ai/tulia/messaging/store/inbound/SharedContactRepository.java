package ai.tulia.messaging.store.inbound;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.store.customer.InboundAddress;
import ai.tulia.messaging.store.database.Json;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Contact cards that wait to be fetched, and what came of them, within the open tenant transaction. */
@Component
public class SharedContactRepository {
    private static final Set<String> CARDS =
            Set.of("text/vcard", "text/x-vcard", "text/directory", "application/vcard");

    private final JdbcClient jdbc;

    SharedContactRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param contentType of HTTP, with or without parameters; null = not said */
    public static boolean isCard(@Nullable String contentType) {
        return contentType != null
                && CARDS.contains(contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
    }

    /** Notes the card of a message whose writer is known by a user id alone, if it has exactly one. */
    void note(UUID tenantId, InboundMessage message, InboundAddress address) {
        String userId = address.userId();
        long cards = message.received().media().stream()
                .filter(media -> isCard(media.contentType()))
                .count();
        if (message.channel() != Channel.WHATSAPP || address.phoneNumber() != null || userId == null || cards != 1) {
            return;
        }
        jdbc.sql("""
                        insert into shared_contact (tenant_id, inbound_id, user_id, portfolio, next_attempt_at)
                        values (:tenant, :inbound, :userId, :portfolio, :at)""")
                .param("tenant", tenantId)
                .param("inbound", message.id())
                .param("userId", userId)
                .param("portfolio", address.portfolio())
                .param("at", utc(message.received().receivedAt()))
                .update();
    }

    /**
     * Takes one that is due: nobody else has it for a minute at least, twice as long after each attempt, up to six hours.
     * A worker that dies leaves it to the others then.
     *
     * @return empty when it is settled, or another worker has it
     */
    public Optional<SharedContact> claim(UUID tenantId, UUID inboundId, Instant now) {
        return jdbc.sql("""
                        update shared_contact c set attempts = c.attempts + 1,
                            next_attempt_at = :now::timestamptz
                                + least(interval '1 minute' * (1 << least(c.attempts, 10)), interval '6 hours')
                        from inbound_message m
                        where c.tenant_id = :tenant and c.inbound_id = :inbound and c.outcome is null
                            and c.next_attempt_at <= :now and m.tenant_id = c.tenant_id and m.id = c.inbound_id
                        returning c.inbound_id, c.user_id, c.portfolio, c.attempts, m.recipient, m.media, m.received_at""")
                .param("now", utc(now))
                .param("tenant", tenantId)
                .param("inbound", inboundId)
                .query((row, n) -> new SharedContact(
                        row.getObject("inbound_id", UUID.class),
                        row.getString("user_id"),
                        row.getString("portfolio"),
                        Objects.requireNonNullElse(row.getString("recipient"), ""),
                        Json.list(row.getString("media"), InboundMessage.Media.class).stream()
                                .filter(media -> isCard(media.contentType()))
                                .map(InboundMessage.Media::url)
                                .findFirst()
                                .orElseThrow(),
                        Objects.requireNonNull(instant(row, "received_at")),
                        row.getInt("attempts")))
                .optional();
    }

    /** Does nothing when another worker settled it. */
    public void settle(UUID tenantId, UUID inboundId, SharedContact.Outcome outcome) {
        jdbc.sql("update shared_contact set outcome = :outcome"
                        + " where tenant_id = :tenant and inbound_id = :inbound and outcome is null")
                .param("outcome", outcome.code())
                .param("tenant", tenantId)
                .param("inbound", inboundId)
                .update();
    }
}
