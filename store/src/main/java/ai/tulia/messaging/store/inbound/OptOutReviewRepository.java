package ai.tulia.messaging.store.inbound;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.texts;
import static ai.tulia.messaging.store.database.Sql.utc;
import static ai.tulia.messaging.store.database.Sql.uuid;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Texts that may be opt-outs, for a person to decide, within the open tenant transaction. */
@Component
public class OptOutReviewRepository {
    private final JdbcClient jdbc;
    private final InboundMessageRepository messages;

    OptOutReviewRepository(JdbcClient jdbc, InboundMessageRepository messages) {
        this.jdbc = jdbc;
        this.messages = messages;
    }

    public enum State {
        PENDING,
        ACCEPTED,
        DISMISSED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public void add(UUID tenantId, UUID inboundId) {
        jdbc.sql("insert into opt_out_review (tenant_id, inbound_id) values (:tenant, :id)")
                .param("tenant", tenantId)
                .param("id", inboundId)
                .update();
    }

    /** Those to be decided, newest first; those older than {@code before}, or the newest when it is null. */
    public List<InboundMessage> pending(UUID tenantId, @Nullable UUID before, int limit) {
        return jdbc.sql("""
                        select m.* from opt_out_review r
                        join inbound_message m on m.tenant_id = r.tenant_id and m.id = r.inbound_id
                        where r.tenant_id = :tenant and r.state = 'pending'
                            and (cast(:before as uuid) is null or r.inbound_id < cast(:before as uuid))
                        order by r.inbound_id desc limit :limit""")
                .param("tenant", tenantId)
                .param("before", before == null ? null : before.toString())
                .param("limit", limit)
                .query((row, n) -> messages.message(tenantId, row))
                .list();
    }

    /** @param decidedAt null = it is not yet */
    public record Review(State state, @Nullable Instant decidedAt) {}

    /** Of those of these messages that are, or were, to be decided; by message. */
    public Map<UUID, Review> of(UUID tenantId, Collection<UUID> inboundIds) {
        Map<UUID, Review> reviews = new HashMap<>();
        jdbc.sql("select inbound_id, state, decided_at from opt_out_review"
                        + " where tenant_id = :tenant and inbound_id = any (:ids::uuid[])")
                .param("tenant", tenantId)
                .param("ids", texts(inboundIds))
                .query(row -> {
                    reviews.put(
                            Objects.requireNonNull(uuid(row, "inbound_id")),
                            new Review(
                                    State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                                    instant(row, "decided_at")));
                });
        return reviews;
    }

    /** Locks it; two who decide at once follow each other. */
    public Optional<State> lock(UUID tenantId, UUID inboundId) {
        return jdbc.sql("select state from opt_out_review where tenant_id = :tenant and inbound_id = :id for update")
                .param("tenant", tenantId)
                .param("id", inboundId)
                .query((row, n) -> State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)))
                .optional();
    }

    public void decide(UUID tenantId, UUID inboundId, State state, Instant at) {
        jdbc.sql("update opt_out_review set state = :state, decided_at = :at"
                        + " where tenant_id = :tenant and inbound_id = :id")
                .param("state", state.code())
                .param("at", utc(at))
                .param("tenant", tenantId)
                .param("id", inboundId)
                .update();
    }
}
