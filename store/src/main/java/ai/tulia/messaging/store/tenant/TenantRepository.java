package ai.tulia.messaging.store.tenant;

import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.OperatorDatabase;
import ai.tulia.messaging.store.database.Precondition;
import ai.tulia.messaging.store.database.Sql;
import ai.tulia.messaging.store.secret.SecretBox;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All tenants, as an operator keeps them. */
@Component
@ConditionalOnProperty("tulia.db.operator-password")
public class TenantRepository {
    /** The column of the secret that signs a tenant's notices, as the secret box knows it. */
    public static final String NOTIFY_SECRET = "tenant.notify_secret";

    private final OperatorDatabase ledger;
    private final SecretBox secrets;
    private final Clock clock;

    TenantRepository(OperatorDatabase ledger, SecretBox secrets, Clock clock) {
        this.ledger = ledger;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** What a tenant becomes; a new notify secret replaces the old one, null keeps it. */
    public record Change(TenantProfile profile, @Nullable String newNotifySecret) {}

    public Tenant create(Change change) {
        UUID id = Ids.next();
        return ledger.call(jdbc -> {
            TenantRow.bind(jdbc.sql("""
                            insert into tenant (tenant_id, name, tier, time_zone, quiet_start, quiet_end,
                                notify_url, notify_email, flags, unknown_policy, notify_secret, created_at)
                            values (:id, :name, :tier, :zone, :quietStart, :quietEnd,
                                :notifyUrl, :notifyEmail, :flags, :unknownPolicy, :secret, :now)"""), id, change.profile(), sealed(id, change))
                    .param("now", Sql.utc(clock.instant()))
                    .update();
            SenderRows.replace(jdbc, id, change.profile().senders());
            return find(jdbc, id, "").orElseThrow();
        });
    }

    public Optional<Tenant> find(UUID id) {
        return ledger.call(jdbc -> find(jdbc, id, ""));
    }

    private static Optional<Tenant> find(JdbcClient jdbc, UUID id, String lock) {
        List<Tenant> found = jdbc.sql("select * from tenant where tenant_id = :tenant" + lock)
                .param("tenant", id)
                .query((row, n) -> TenantRow.read(row))
                .list();
        return SenderRows.attach(jdbc, found).stream().findFirst();
    }

    /** Newest first, from below the given id. */
    public List<Tenant> list(@Nullable UUID below, int limit) {
        return ledger.call(jdbc -> SenderRows.attach(
                jdbc,
                jdbc.sql("""
                                select * from tenant where :below::uuid is null or tenant_id < :below::uuid
                                order by tenant_id desc limit :limit""")
                        .param("below", below)
                        .param("limit", limit)
                        .query((row, n) -> TenantRow.read(row))
                        .list()));
    }

    /** Changes a tenant from what it is now; two at once follow each other. Empty when there is none. */
    public Optional<Tenant> change(UUID id, Precondition precondition, Function<Tenant, Change> change) {
        return ledger.call(jdbc -> find(jdbc, id, " for update").flatMap(before -> {
            precondition.check(before.version());
            Change to = change.apply(before);
            TenantRow.bind(jdbc.sql("""
                            update tenant set name = :name, tier = :tier, time_zone = :zone,
                                quiet_start = :quietStart, quiet_end = :quietEnd,
                                notify_url = :notifyUrl, notify_email = :notifyEmail, flags = :flags,
                                unknown_policy = :unknownPolicy,
                                notify_secret = coalesce(:secret, notify_secret), version = version + 1
                            where tenant_id = :id"""), id, to.profile(), sealed(id, to)).update();
            SenderRows.replace(jdbc, id, to.profile().senders());
            return find(jdbc, id, "");
        }));
    }

    private byte @Nullable [] sealed(UUID id, Change change) {
        String secret = change.newNotifySecret();
        return secret == null ? null : secrets.seal(id, NOTIFY_SECRET, secret);
    }
}
