package ai.tulia.messaging.store.template;

import jakarta.persistence.Embeddable;
import java.util.UUID;

@Embeddable
record TemplateKey(UUID tenantId, UUID id) {}
