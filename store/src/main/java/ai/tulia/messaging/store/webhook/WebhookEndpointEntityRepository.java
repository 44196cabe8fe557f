package ai.tulia.messaging.store.webhook;

import ai.tulia.messaging.store.database.VersionedEntityRepository;
import java.util.List;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;

interface WebhookEndpointEntityRepository extends VersionedEntityRepository<WebhookEndpointEntity> {
    @Query("""
            select e from WebhookEndpointEntity e
            where e.key.tenantId = :tenantId and e.key.id < :before
            order by e.key.id desc""")
    List<WebhookEndpointEntity> page(UUID tenantId, UUID before, Limit limit);

    @Query("select count(e) from WebhookEndpointEntity e where e.key.tenantId = :tenantId")
    long count(UUID tenantId);

    void delete(WebhookEndpointEntity endpoint);
}
