package ai.tulia.messaging.store.template;

import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.database.TenantKey;
import ai.tulia.messaging.store.database.VersionedEntity;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

@Entity
@DynamicUpdate
@Table(name = "template")
class TemplateEntity extends VersionedEntity {
    private String name;
    private String messageType;
    private @Nullable String description;
    private int latestVersion;
    private Instant createdAt;
    private Instant updatedAt;
    private @Nullable Instant archivedAt;

    /** For Hibernate. */
    @NullUnmarked
    protected TemplateEntity() {}

    TemplateEntity(TenantKey key, String name, MessageType type, @Nullable String description, Instant at) {
        super(key);
        this.name = name;
        this.messageType = type.code();
        this.description = description;
        this.latestVersion = 1;
        this.createdAt = at;
        this.updatedAt = at;
    }

    /** @return the number of the version that comes next, from now on the latest */
    int nextVersion(Instant at) {
        updatedAt = at;
        return ++latestVersion;
    }

    boolean isArchived() {
        return archivedAt != null;
    }

    void archive(Instant at) {
        archivedAt = at;
    }

    MessageType messageType() {
        return MessageType.fromCode(messageType);
    }

    int latestVersion() {
        return latestVersion;
    }

    Template with(TemplateVersionEntity latest, long usageCount) {
        return new Template(
                id(),
                name,
                description,
                latest.of(messageType()),
                usageCount,
                createdAt,
                updatedAt,
                archivedAt,
                storedVersion());
    }
}
