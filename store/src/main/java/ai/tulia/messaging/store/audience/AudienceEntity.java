package ai.tulia.messaging.store.audience;

import ai.tulia.messaging.store.database.Json;
import ai.tulia.messaging.store.database.TenantKey;
import ai.tulia.messaging.store.database.VersionedEntity;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

@Entity
@DynamicUpdate
@Table(name = "audience")
class AudienceEntity extends VersionedEntity {
    private String name;

    @ColumnTransformer(write = "cast(? as jsonb)")
    private @Nullable String criteria;

    private Instant createdAt;
    private Instant updatedAt;

    /** For Hibernate. */
    @NullUnmarked
    protected AudienceEntity() {}

    AudienceEntity(TenantKey key, AudienceDefinition definition, Instant at) {
        super(key);
        this.name = definition.name();
        this.criteria = Json.write(definition.criteria());
        this.createdAt = at;
        this.updatedAt = at;
    }

    void redefine(AudienceDefinition definition, Instant at) {
        name = definition.name();
        if (!definition.criteria().equals(Json.object(criteria))) {
            criteria = Json.write(definition.criteria());
        }
        updatedAt = at;
    }

    Audience toAudience() {
        return new Audience(
                id(), new AudienceDefinition(name, Json.object(criteria)), createdAt, updatedAt, storedVersion());
    }
}
