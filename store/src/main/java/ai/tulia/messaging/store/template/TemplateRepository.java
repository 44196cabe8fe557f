package ai.tulia.messaging.store.template;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface TemplateRepository extends Repository<TemplateEntity, TemplateKey> {
    @Query("select t from TemplateEntity t where t.key.tenantId = :tenantId and t.key.id = :id")
    Optional<TemplateEntity> find(UUID tenantId, UUID id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select t from TemplateEntity t where t.key.tenantId = :tenantId and t.key.id = :id")
    Optional<TemplateEntity> lock(UUID tenantId, UUID id);

    @Query("select t.key.id from TemplateEntity t where t.key.tenantId = :tenantId and t.name = :name")
    Optional<UUID> withName(UUID tenantId, String name);

    @Query("""
            select t from TemplateEntity t
            where t.key.tenantId = :tenantId and t.messageType in :types and t.key.id < :before
            order by t.key.id desc""")
    List<TemplateEntity> page(UUID tenantId, Collection<String> types, UUID before, Limit limit);
}
