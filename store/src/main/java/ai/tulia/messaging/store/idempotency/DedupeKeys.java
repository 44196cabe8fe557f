package ai.tulia.messaging.store.idempotency;

import static ai.tulia.messaging.store.database.Sql.texts;
import static ai.tulia.messaging.store.database.Sql.uuid;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which message was made with which dedupe_key of a tenant in the last 24 h, by the database's clock. */
@Component
public class DedupeKeys {
    private final JdbcClient jdbc;

    DedupeKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Takes the keys for new messages, within the open tenant transaction that writes them. In the order of the keys, so
     * that of two requests with the same ones the second waits for the first.
     *
     * @param messages by key
     * @return by key, the message that has it: the new one, or the one that was made with it before
     */
    public Map<String, UUID> take(UUID tenantId, Map<String, UUID> messages) {
        if (messages.isEmpty()) {
            return Map.of();
        }
        Map<String, String> keys = new HashMap<>();
        messages.keySet().forEach(key -> keys.put(HexFormat.of().formatHex(ShortHash.of(key)), key));
        List<String> hashes = keys.keySet().stream().sorted().toList();
        List<UUID> ids =
                hashes.stream().map(hash -> messages.get(keys.get(hash))).toList();
        jdbc.sql("""
                        insert into dedupe_key as d (tenant_id, key_hash, message_id, created_at)
                        select :tenant, decode(hash, 'hex'), id, now()
                        from unnest(:hashes::text[], :ids::uuid[]) with ordinality a (hash, id, n) order by n
                        on conflict (tenant_id, key_hash) do update
                            set message_id = excluded.message_id, created_at = excluded.created_at
                            where d.created_at <= now() - interval '24 hours'""")
                .param("tenant", tenantId)
                .param("hashes", texts(hashes))
                .param("ids", texts(ids))
                .update();
        Map<String, UUID> taken = new HashMap<>();
        jdbc.sql("""
                        select encode(key_hash, 'hex') as hash, message_id from dedupe_key
                        where tenant_id = :tenant and key_hash = any (array(
                            select decode(hash, 'hex') from unnest(:hashes::text[]) hash))""").param("tenant", tenantId).param("hashes", texts(hashes)).query(row -> {
            String key = Objects.requireNonNull(keys.get(row.getString("hash")));
            taken.put(key, Objects.requireNonNull(uuid(row, "message_id")));
        });
        return taken;
    }
}
