package ai.tulia.messaging.store.webhook;

import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.Precondition;
import ai.tulia.messaging.store.database.TenantKey;
import ai.tulia.messaging.store.secret.SecretUnreadableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The webhook endpoints of a tenant, within the open tenant transaction. */
@Component
public class WebhookEndpointRepository {
    /** Of one tenant: every change of a message asks each of them. */
    public static final int MAX_ENDPOINTS = 20;

    /** How long the secret before the last rotation signs too. */
    private static final Duration OVERLAP = Duration.ofHours(24);

    private static final UUID AFTER_ALL = new UUID(-1, -1);

    private final WebhookEndpointEntityRepository endpoints;
    private final WebhookSecrets secrets;
    private final JdbcClient jdbc;

    WebhookEndpointRepository(WebhookEndpointEntityRepository endpoints, WebhookSecrets secrets, JdbcClient jdbc) {
        this.endpoints = endpoints;
        this.secrets = secrets;
        this.jdbc = jdbc;
    }

    /** @param secret in clear: to be shown this once */
    public record WithSecret(WebhookEndpoint endpoint, String secret) {
        /** Secrets stay out of logs. */
        @Override
        public String toString() {
            return "WithSecret[" + endpoint.id() + "]";
        }
    }

    public Optional<WebhookEndpoint> find(UUID tenantId, UUID id) {
        return endpoints.findById(new TenantKey(tenantId, id)).map(WebhookEndpointEntity::toEndpoint);
    }

    /** Newest first; those older than {@code before}, or the newest when it is null. */
    public List<WebhookEndpoint> page(UUID tenantId, @Nullable UUID before, int limit) {
        return endpoints.page(tenantId, before == null ? AFTER_ALL : before, Limit.of(limit)).stream()
                .map(WebhookEndpointEntity::toEndpoint)
                .toList();
    }

    /** @return empty when the tenant has {@link #MAX_ENDPOINTS} */
    public Optional<WithSecret> add(UUID tenantId, EndpointDefinition definition, Instant at) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:endpoints, 0))")
                .param("endpoints", "webhook_endpoints/" + tenantId)
                .query((row, n) -> true)
                .single();
        if (endpoints.count(tenantId) >= MAX_ENDPOINTS) {
            return Optional.empty();
        }
        String secret = WebhookSecrets.generate();
        var entity = endpoints.saveAndFlush(new WebhookEndpointEntity(
                new TenantKey(tenantId, Ids.next()), definition, secrets.seal(tenantId, secret), at));
        jdbc.sql("insert into webhook_lane (tenant_id, endpoint_id, replay) values"
                        + " (:tenant, :endpoint, false), (:tenant, :endpoint, true)")
                .param("tenant", tenantId)
                .param("endpoint", entity.id())
                .update();
        return Optional.of(new WithSecret(entity.toEndpoint(), secret));
    }

    /**
     * Changes an endpoint from what it is now; two at once follow each other. One that is enabled anew, or moved, goes on
     * with what was not delivered to it, at once.
     */
    public Optional<WebhookEndpoint> change(
            UUID tenantId, UUID id, Precondition precondition, UnaryOperator<EndpointDefinition> change, Instant at) {
        return endpoints.lock(tenantId, id).map(entity -> {
            precondition.check(entity.storedVersion());
            EndpointDefinition before = entity.toEndpoint().definition();
            EndpointDefinition after = change.apply(before);
            entity.define(after, at);
            endpoints.flush();
            if (after.enabled() && !before.enabled() || !after.url().equals(before.url())) {
                jdbc.sql("update webhook_lane set retry_at = null, failures = 0, failing_since = null"
                                + " where tenant_id = :tenant and endpoint_id = :endpoint")
                        .param("tenant", tenantId)
                        .param("endpoint", id)
                        .update();
            }
            return entity.toEndpoint();
        });
    }

    /** Gives it a new secret; the old one signs beside it for a day, unless it cannot be read: then it signs nothing already. */
    public Optional<WithSecret> rotate(UUID tenantId, UUID id, Precondition precondition, Instant at) {
        return endpoints.lock(tenantId, id).map(entity -> {
            precondition.check(entity.storedVersion());
            String secret = WebhookSecrets.generate();
            entity.replaceSecret(secrets.seal(tenantId, secret), previous(tenantId, entity), at.plus(OVERLAP), at);
            endpoints.flush();
            return new WithSecret(entity.toEndpoint(), secret);
        });
    }

    private byte @Nullable [] previous(UUID tenantId, WebhookEndpointEntity entity) {
        byte[] old = entity.secret();
        try {
            return old == null
                    ? null
                    : secrets.sealPrevious(tenantId, secrets.open(tenantId, entity.secretColumn(), old));
        } catch (SecretUnreadableException e) {
            return null;
        }
    }

    /** What was to be delivered there is deleted later, see {@code WebhookHistory}. @return whether there was one */
    public boolean remove(UUID tenantId, UUID id, Precondition precondition) {
        var endpoint = endpoints.lock(tenantId, id);
        endpoint.ifPresent(found -> {
            precondition.check(found.storedVersion());
            endpoints.delete(found);
            endpoints.flush();
        });
        return endpoint.isPresent();
    }
}
