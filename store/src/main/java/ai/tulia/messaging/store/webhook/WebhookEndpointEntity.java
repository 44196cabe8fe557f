package ai.tulia.messaging.store.webhook;

import ai.tulia.messaging.store.database.TenantKey;
import ai.tulia.messaging.store.database.VersionedEntity;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

@Entity
@DynamicUpdate
@Table(name = "webhook_endpoint")
class WebhookEndpointEntity extends VersionedEntity {
    private static final String REQUESTED = "requested";

    private String url;
    private @Nullable String description;
    private String[] events;
    private String[] include;
    private boolean enabled;
    private @Nullable String disabledReason;
    private byte @Nullable [] secret;
    private String secretColumn = WebhookSecrets.CURRENT;
    private byte @Nullable [] previousSecret;
    private @Nullable Instant previousUntil;
    private Instant createdAt;
    private Instant updatedAt;

    /** For Hibernate. */
    @NullUnmarked
    protected WebhookEndpointEntity() {}

    WebhookEndpointEntity(TenantKey key, EndpointDefinition definition, byte[] secret, Instant at) {
        super(key);
        this.url = definition.url();
        this.events = definition.events().toArray(String[]::new);
        this.include = definition.include().toArray(String[]::new);
        this.secret = secret;
        this.createdAt = at;
        this.updatedAt = at;
        define(definition, at);
    }

    final void define(EndpointDefinition definition, Instant at) {
        url = definition.url();
        description = definition.description();
        events = definition.events().toArray(String[]::new);
        include = definition.include().toArray(String[]::new);
        if (definition.enabled()) {
            disabledReason = null;
        } else if (disabledReason == null) {
            disabledReason = REQUESTED;
        }
        enabled = definition.enabled();
        updatedAt = at;
    }

    void replaceSecret(byte[] sealed, byte @Nullable [] previous, Instant until, Instant at) {
        secret = sealed;
        secretColumn = WebhookSecrets.CURRENT;
        previousSecret = previous;
        previousUntil = previous == null ? null : until;
        updatedAt = at;
    }

    byte @Nullable [] secret() {
        return secret;
    }

    String secretColumn() {
        return secretColumn;
    }

    WebhookEndpoint toEndpoint() {
        return new WebhookEndpoint(
                id(),
                new EndpointDefinition(url, description, List.of(events), List.of(include), enabled),
                disabledReason,
                previousUntil,
                createdAt,
                updatedAt,
                storedVersion());
    }
}
