package ai.tulia.messaging.store.database;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** What people of a tenant edit one at a time, under optimistic locking: every change counts the version up. */
@MappedSuperclass
public abstract class VersionedEntity {
    @EmbeddedId
    private TenantKey key;

    /** Null until it is stored: a repository inserts such an entity without looking for its row first. */
    @Version
    private @Nullable Long version;

    /** For Hibernate. */
    @NullUnmarked
    protected VersionedEntity() {}

    protected VersionedEntity(TenantKey key) {
        this.key = key;
    }

    public UUID id() {
        return key.id();
    }

    /** As of the last flush. Not named as the field: a repository would take it for its getter, and it fails on null. */
    public long storedVersion() {
        return Objects.requireNonNull(version);
    }
}
