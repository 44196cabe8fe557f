package ai.tulia.messaging.store.template;

import ai.tulia.messaging.store.database.VersionedEntityRepository;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;

interface TemplateEntityRepository extends VersionedEntityRepository<TemplateEntity> {
    @Query("""
            select t.key.id from TemplateEntity t
            where t.key.tenantId = :tenantId and t.name = :name and t.archivedAt is null""")
    Optional<UUID> withName(UUID tenantId, String name);

    @Query("""
            select t from TemplateEntity t
            where t.key.tenantId = :tenantId and t.messageType in :types and t.key.id < :before
                and t.archivedAt is null
            order by t.key.id desc""")
    List<TemplateEntity> page(UUID tenantId, Collection<String> types, UUID before, Limit limit);

    @Query("""
            select t from TemplateEntity t
            where t.key.tenantId = :tenantId and t.key.id in :ids and t.archivedAt is null""")
    List<TemplateEntity> usable(UUID tenantId, Collection<UUID> ids);
}
