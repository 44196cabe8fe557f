package ai.tulia.messaging.store.template;

import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.database.Ids;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/** Makes templates and their versions, within the open tenant transaction. */
@Component
public class TemplateWriter {
    private final EntityManager entities;
    private final TemplateRepository templates;

    TemplateWriter(EntityManager entities, TemplateRepository templates) {
        this.entities = entities;
        this.templates = templates;
    }

    /**
     * Makes a template with its first version.
     *
     * @throws DataIntegrityViolationException when the tenant has a template of this name
     */
    public UUID add(
            UUID tenantId, String name, MessageType type, @Nullable String description, TemplateText text, Instant at) {
        UUID id = Ids.next();
        // persist, not save: a repository would first look for a row with this new id.
        entities.persist(new TemplateEntity(new TemplateKey(tenantId, id), name, type, description, at));
        entities.flush();
        entities.persist(new TemplateVersionEntity(new TemplateVersionKey(tenantId, id, 1), text, at));
        entities.flush();
        return id;
    }

    /** Makes the next version; older ones stay as they are. @return its number, or empty: no such template */
    public OptionalInt addVersion(UUID tenantId, UUID templateId, TemplateText text, Instant at) {
        var template = templates.lock(tenantId, templateId);
        if (template.isEmpty()) {
            return OptionalInt.empty();
        }
        int version = template.get().nextVersion(at);
        entities.persist(new TemplateVersionEntity(new TemplateVersionKey(tenantId, templateId, version), text, at));
        entities.flush();
        return OptionalInt.of(version);
    }
}
