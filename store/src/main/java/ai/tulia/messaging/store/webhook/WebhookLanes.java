package ai.tulia.messaging.store.webhook;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.notice.UnreadableSecrets;
import ai.tulia.messaging.store.secret.SecretUnreadableException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who delivers to an endpoint, and how that goes. A worker that dies leaves its lane to the others when its lease ends. */
@Component
public class WebhookLanes {
    /** Longer than a batch may take: none begins a delivery that would not end within it. */
    public static final Duration LEASE = Duration.ofMinutes(2);

    private final TenantTransactions transactions;
    private final JdbcClient jdbc;
    private final WebhookSecrets secrets;
    private final UnreadableSecrets unreadable;

    WebhookLanes(
            TenantTransactions transactions, JdbcClient jdbc, WebhookSecrets secrets, UnreadableSecrets unreadable) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.unreadable = unreadable;
    }

    /** One process gets it; empty for the others, and while its endpoint is disabled or left alone after a failure. */
    public Optional<LeasedLane> lease(WebhookLane lane, Instant now) {
        Instant until = now.plus(LEASE);
        Optional<LeasedLane> leased = transactions.call(
                lane.tenantId(),
                () -> jdbc.sql("""
                        with free as (
                            select l.tenant_id, l.endpoint_id, l.replay from webhook_lane l
                            join webhook_endpoint e on e.tenant_id = l.tenant_id and e.id = l.endpoint_id and e.enabled
                            where l.tenant_id = :tenant and l.endpoint_id = :endpoint and l.replay = :replay
                                and (l.leased_until is null or l.leased_until <= :now)
                                and (l.retry_at is null or l.retry_at <= :now)
                            for update of l skip locked)
                        update webhook_lane l set leased_until = :until
                        from free f join webhook_endpoint e on e.tenant_id = f.tenant_id and e.id = f.endpoint_id
                        where l.tenant_id = f.tenant_id and l.endpoint_id = f.endpoint_id and l.replay = f.replay
                        returning l.failures, l.failing_since, e.url, e.include, e.secret, e.secret_column,
                            case when e.previous_until > :now then e.previous_secret end as previous""")
                        .param("tenant", lane.tenantId())
                        .param("endpoint", lane.endpointId())
                        .param("replay", lane.replay())
                        .param("now", utc(now))
                        .param("until", utc(until))
                        .query((row, n) -> leased(lane, until, row))
                        .optional());
        if (leased.isPresent() && !leased.get().target().signable()) {
            unreadable.report(lane.tenantId(), UnreadableSecrets.WEBHOOK_SECRET, now);
        }
        return leased;
    }

    /**
     * Says how a batch went and keeps the lane, within the open tenant transaction.
     *
     * @param delivered whether something got through
     * @param retryAt until when the endpoint is left alone; null = goes on at once
     * @return the lane as it is now; empty when the lease was over and another has it
     */
    Optional<LeasedLane> keep(LeasedLane leased, boolean delivered, @Nullable Instant retryAt, Instant now) {
        int failures = delivered ? 0 : leased.failures() + 1;
        Instant since = delivered ? null : Objects.requireNonNullElse(leased.failingSince(), now);
        Instant until = now.plus(LEASE);
        int kept = jdbc.sql("""
                        update webhook_lane set leased_until = :until, retry_at = :retryAt, failures = :failures,
                            failing_since = :since
                        where tenant_id = :tenant and endpoint_id = :endpoint and replay = :replay
                            and leased_until = :mine""")
                .param("until", utc(until))
                .param("retryAt", utc(retryAt))
                .param("failures", failures)
                .param("since", utc(since))
                .param("tenant", leased.lane().tenantId())
                .param("endpoint", leased.lane().endpointId())
                .param("replay", leased.lane().replay())
                .param("mine", utc(leased.leasedUntil()))
                .update();
        return kept == 0
                ? Optional.empty()
                : Optional.of(new LeasedLane(leased.lane(), leased.target(), until, failures, since));
    }

    public void release(LeasedLane leased) {
        transactions.run(
                leased.lane().tenantId(),
                () -> jdbc.sql("""
                        update webhook_lane set leased_until = null
                        where tenant_id = :tenant and endpoint_id = :endpoint and replay = :replay
                            and leased_until = :mine""")
                        .param("tenant", leased.lane().tenantId())
                        .param("endpoint", leased.lane().endpointId())
                        .param("replay", leased.lane().replay())
                        .param("mine", utc(leased.leasedUntil()))
                        .update());
    }

    private LeasedLane leased(WebhookLane lane, Instant until, ResultSet row) throws SQLException {
        List<String> keys = new ArrayList<>();
        boolean signable = true;
        try {
            byte[] current = row.getBytes("secret");
            if (current != null) {
                keys.add(WebhookSecrets.standard(
                        secrets.open(lane.tenantId(), row.getString("secret_column"), current)));
            }
            byte[] previous = row.getBytes("previous");
            if (previous != null) {
                keys.add(WebhookSecrets.standard(secrets.openPrevious(lane.tenantId(), previous)));
            }
        } catch (SecretUnreadableException e) {
            signable = false;
        }
        return new LeasedLane(
                lane,
                new LeasedLane.Target(
                        row.getString("url"),
                        List.copyOf(keys),
                        signable,
                        List.of((String[]) row.getArray("include").getArray()).contains(EndpointDefinition.CONTENT)),
                until,
                row.getInt("failures"),
                instant(row, "failing_since"));
    }
}
