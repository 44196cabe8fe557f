package ai.tulia.messaging.store.template;

import jakarta.persistence.Embeddable;
import java.util.UUID;

@Embeddable
record TemplateVersionKey(UUID tenantId, UUID templateId, int version) {}
