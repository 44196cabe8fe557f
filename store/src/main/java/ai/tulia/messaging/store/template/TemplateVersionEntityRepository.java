package ai.tulia.messaging.store.template;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface TemplateVersionEntityRepository extends Repository<TemplateVersionEntity, TemplateVersionKey> {
    @Query("""
            select v from TemplateVersionEntity v
            where v.key.tenantId = :tenantId and v.key.templateId = :templateId and v.key.version = :version""")
    Optional<TemplateVersionEntity> find(UUID tenantId, UUID templateId, int version);

    @Query("""
            select v from TemplateVersionEntity v
            where v.key.tenantId = :tenantId and v.key.templateId = :templateId order by v.key.version""")
    List<TemplateVersionEntity> all(UUID tenantId, UUID templateId);

    /** The latest version of each of these templates. */
    @Query("""
            select v from TemplateVersionEntity v
            join TemplateEntity t on t.key.tenantId = v.key.tenantId and t.key.id = v.key.templateId
                and t.latestVersion = v.key.version
            where v.key.tenantId = :tenantId and v.key.templateId in :templateIds""")
    List<TemplateVersionEntity> latest(UUID tenantId, Collection<UUID> templateIds);
}
