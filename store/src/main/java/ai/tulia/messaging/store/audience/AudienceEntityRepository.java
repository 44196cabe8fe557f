package ai.tulia.messaging.store.audience;

import ai.tulia.messaging.store.database.VersionedEntityRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;

interface AudienceEntityRepository extends VersionedEntityRepository<AudienceEntity> {
    @Query("""
            select a from AudienceEntity a
            where a.key.tenantId = :tenantId and a.key.id < :before
            order by a.key.id desc""")
    List<AudienceEntity> page(UUID tenantId, UUID before, Limit limit);

    @Query("select a.key.id from AudienceEntity a where a.key.tenantId = :tenantId and a.name = :name")
    Optional<UUID> idOfName(UUID tenantId, String name);

    void delete(AudienceEntity audience);
}
