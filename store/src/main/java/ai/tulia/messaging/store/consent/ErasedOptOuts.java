package ai.tulia.messaging.store.consent;

import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.store.secret.SecretBox;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What erased customers had withdrawn, by a keyed hash of their addresses (a suppression list), within the open tenant
 * transaction. Each tenant has a key of its own, sealed with those of the secrets: hashes stay good when those are replaced.
 */
@Component
public class ErasedOptOuts {
    /** Of the consents that a customer begins with for an address that is known here. */
    public static final String SOURCE = "erased_opt_out";

    private static final String KEY = "erased_opt_out_key.key";
    private static final String HMAC = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final JdbcClient jdbc;
    private final SecretBox secrets;
    private final ConsentBatch consents;
    private final SecureRandom random = new SecureRandom();

    ErasedOptOuts(JdbcClient jdbc, SecretBox secrets, ConsentBatch consents) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.consents = consents;
    }

    /** How a WhatsApp user id is known here; a number is known as it is. */
    public static String address(String portfolio, String userId) {
        return portfolio + "/" + userId;
    }

    /** Keeps what this customer has withdrawn, for each of the customer's addresses. Before they are removed. */
    public void keep(UUID tenantId, UUID customerId, Instant at) {
        List<String> addresses = jdbc.sql("""
                        select address from (
                            select phone_number as address from customer where tenant_id = :tenant and id = :customer
                            union all
                            select portfolio || '/' || user_id from whatsapp_user
                            where tenant_id = :tenant and customer_id = :customer) a
                        where address is not null and exists (select from consent
                            where tenant_id = :tenant and customer_id = :customer and state = 'withdrawn')""")
                .param("tenant", tenantId)
                .param("customer", customerId)
                .query(String.class)
                .list();
        if (addresses.isEmpty()) {
            return;
        }
        Mac mac = mac(keyOrNew(tenantId));
        jdbc.sql("""
                        insert into erased_opt_out (tenant_id, address_hash, channel, type, kept_at)
                        select :tenant, decode(a.hash, 'hex'), c.channel, c.type, :at
                        from unnest(:hashes::text[]) a (hash) cross join (select channel, type from consent
                            where tenant_id = :tenant and customer_id = :customer and state = 'withdrawn') c
                        on conflict do nothing""")
                .param("tenant", tenantId)
                .param("customer", customerId)
                .param("at", utc(at))
                .param(
                        "hashes",
                        addresses.stream().map(address -> hash(mac, address)).toArray(String[]::new))
                .update();
    }

    private record OptOut(String hash, Channel channel, ConsentType type) {}

    /**
     * Withdraws for customers who are new, or have a new address, what was withdrawn for it before it was erased.
     *
     * @param customers by address
     * @return what that meant for accepted messages
     */
    public WithdrawalEffect apply(UUID tenantId, Map<String, UUID> customers, Instant at) {
        Optional<byte[]> key = customers.isEmpty() ? Optional.empty() : key(tenantId);
        if (key.isEmpty()) {
            return WithdrawalEffect.NONE;
        }
        Mac mac = mac(key.get());
        var byHash = new HashMap<String, UUID>();
        customers.forEach((address, customer) -> byHash.put(hash(mac, address), customer));
        // A number and a user id of one customer may have been withdrawn alike.
        var changes = new EnumMap<Channel, Set<ConsentBatch.Change>>(Channel.class);
        for (OptOut optOut : known(tenantId, byHash.keySet().toArray(String[]::new))) {
            UUID customer = Objects.requireNonNull(byHash.get(optOut.hash()));
            changes.computeIfAbsent(optOut.channel(), channel -> new LinkedHashSet<>())
                    .add(new ConsentBatch.Change(customer, optOut.type(), ConsentState.WITHDRAWN));
        }
        WithdrawalEffect effect = WithdrawalEffect.NONE;
        for (var each : changes.entrySet()) {
            effect = effect.and(consents.record(tenantId, each.getKey(), List.copyOf(each.getValue()), SOURCE, at)
                    .effect());
        }
        return effect;
    }

    private List<OptOut> known(UUID tenantId, String[] hashes) {
        return jdbc.sql("""
                        select encode(address_hash, 'hex') as hash, channel, type from erased_opt_out
                        where tenant_id = :tenant and address_hash = any (array(
                            select decode(hash, 'hex') from unnest(:hashes::text[]) hash))""")
                .param("tenant", tenantId)
                .param("hashes", hashes)
                .query((row, n) -> new OptOut(
                        row.getString("hash"),
                        Channel.fromCode(row.getString("channel")),
                        ConsentType.fromCode(row.getString("type"))))
                .list();
    }

    private byte[] keyOrNew(UUID tenantId) {
        Optional<byte[]> known = key(tenantId);
        if (known.isPresent()) {
            return known.get();
        }
        byte[] made = new byte[KEY_BYTES];
        random.nextBytes(made);
        jdbc.sql("insert into erased_opt_out_key (tenant_id, key) values (:tenant, :key) on conflict do nothing")
                .param("tenant", tenantId)
                .param("key", secrets.seal(tenantId, KEY, Base64.getEncoder().encodeToString(made)))
                .update();
        return key(tenantId).orElseThrow();
    }

    /** @throws ai.tulia.messaging.store.secret.SecretUnreadableException when it does not open: nobody is let through */
    private Optional<byte[]> key(UUID tenantId) {
        return jdbc.sql("select key from erased_opt_out_key where tenant_id = :tenant")
                .param("tenant", tenantId)
                .query((row, n) -> Base64.getDecoder().decode(secrets.open(tenantId, KEY, row.getBytes("key"))))
                .optional();
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no " + HMAC, e);
        }
    }

    private static String hash(Mac mac, String address) {
        return HexFormat.of().formatHex(mac.doFinal(address.getBytes(StandardCharsets.UTF_8)));
    }
}
