package ai.tulia.messaging.store.audience;

import ai.tulia.messaging.store.database.Precondition;
import ai.tulia.messaging.store.database.TenantKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;

/** The saved audiences of a tenant, within the open tenant transaction. */
@Component
public class AudienceRepository {
    private static final UUID AFTER_ALL = new UUID(-1, -1);

    private final AudienceEntityRepository audiences;

    AudienceRepository(AudienceEntityRepository audiences) {
        this.audiences = audiences;
    }

    public Optional<Audience> find(UUID tenantId, UUID audienceId) {
        return audiences.findById(new TenantKey(tenantId, audienceId)).map(AudienceEntity::toAudience);
    }

    public Optional<UUID> withName(UUID tenantId, String name) {
        return audiences.idOfName(tenantId, name);
    }

    /** Newest first; those older than {@code before}, or the newest when it is null. */
    public List<Audience> page(UUID tenantId, @Nullable UUID before, int limit) {
        return audiences.page(tenantId, before == null ? AFTER_ALL : before, Limit.of(limit)).stream()
                .map(AudienceEntity::toAudience)
                .toList();
    }

    /** @throws DuplicateKeyException when the tenant has an audience of this name */
    public Audience add(UUID tenantId, UUID audienceId, AudienceDefinition definition, Instant at) {
        return audiences
                .saveAndFlush(new AudienceEntity(new TenantKey(tenantId, audienceId), definition, at))
                .toAudience();
    }

    /**
     * Redefines an audience from what it is now; two at once follow each other.
     *
     * @return as it is now; empty when there is none
     * @throws DuplicateKeyException when another audience of the tenant has this name
     */
    public Optional<Audience> redefine(
            UUID tenantId,
            UUID audienceId,
            Precondition precondition,
            Function<Audience, AudienceDefinition> change,
            Instant at) {
        return audiences.lock(tenantId, audienceId).map(audience -> {
            precondition.check(audience.storedVersion());
            audience.redefine(change.apply(audience.toAudience()), at);
            audiences.flush();
            return audience.toAudience();
        });
    }

    /** @return whether there was one */
    public boolean remove(UUID tenantId, UUID audienceId, Precondition precondition) {
        var audience = audiences.lock(tenantId, audienceId);
        audience.ifPresent(found -> {
            precondition.check(found.storedVersion());
            audiences.delete(found);
            audiences.flush();
        });
        return audience.isPresent();
    }
}
