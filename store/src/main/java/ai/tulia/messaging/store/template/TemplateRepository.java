package ai.tulia.messaging.store.template;

import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.webhook.WebhookEventType;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.Precondition;
import ai.tulia.messaging.store.database.TenantKey;
import ai.tulia.messaging.store.webhook.WebhookOutbox;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes templates and their versions, within the open tenant transaction. */
@Component
public class TemplateRepository {
    private final EntityManager entities;
    private final TemplateEntityRepository templates;
    private final WebhookOutbox outbox;
    private final JdbcClient jdbc;

    TemplateRepository(
            EntityManager entities, TemplateEntityRepository templates, WebhookOutbox outbox, JdbcClient jdbc) {
        this.entities = entities;
        this.templates = templates;
        this.outbox = outbox;
        this.jdbc = jdbc;
    }

    /**
     * Makes a template with its first version.
     *
     * @throws DuplicateKeyException when the tenant has a template of this name
     */
    public UUID add(
            UUID tenantId, String name, MessageType type, @Nullable String description, TemplateText text, Instant at) {
        UUID id = Ids.next();
        templates.saveAndFlush(new TemplateEntity(new TenantKey(tenantId, id), name, type, description, at));
        add(new TemplateVersionEntity(new TemplateVersionKey(tenantId, id, 1), text, at));
        changed(tenantId, id, 1, at);
        return id;
    }

    /** Makes the next version; older ones stay as they are. @return its number, or empty: no such template, or an archived one */
    public OptionalInt addVersion(
            UUID tenantId, UUID templateId, Precondition precondition, TemplateText text, Instant at) {
        var template = templates.lock(tenantId, templateId);
        if (template.isEmpty() || template.get().isArchived()) {
            return OptionalInt.empty();
        }
        precondition.check(template.get().storedVersion());
        int version = template.get().nextVersion(at);
        add(new TemplateVersionEntity(new TemplateVersionKey(tenantId, templateId, version), text, at));
        changed(tenantId, templateId, version, at);
        return OptionalInt.of(version);
    }

    /** What became of the wish to archive a template. */
    public enum Archived {
        DONE,
        /** A broadcast names it that has not come to its end. */
        IN_USE,
        NO_TEMPLATE
    }

    /** Takes it out of the lists, and of what is new; its messages keep it. One archived before stays as it is. */
    public Archived archive(UUID tenantId, UUID templateId, Precondition precondition, Instant at) {
        var found = templates.lock(tenantId, templateId);
        if (found.isEmpty()) {
            return Archived.NO_TEMPLATE;
        }
        TemplateEntity template = found.get();
        precondition.check(template.storedVersion());
        if (template.isArchived()) {
            return Archived.DONE;
        }
        if (isInUse(tenantId, templateId)) {
            return Archived.IN_USE;
        }
        template.archive(at);
        templates.flush();
        return Archived.DONE;
    }

    private boolean isInUse(UUID tenantId, UUID templateId) {
        return jdbc.sql("select exists (select from broadcast where tenant_id = :tenant and template_id = :template"
                        + " and status in ('draft', 'running', 'paused'))")
                .param("tenant", tenantId)
                .param("template", templateId)
                .query(Boolean.class)
                .single();
    }

    private void changed(UUID tenantId, UUID id, int version, Instant at) {
        outbox.add(tenantId, WebhookEventType.TEMPLATE_CHANGED, id, Map.of("template_id", id, "version", version), at);
    }

    private void add(TemplateVersionEntity version) {
        // persist, not save: it has no version column that says it is new, and a repository would look for its row
        // first.
        entities.persist(version);
        templates.flush();
    }
}
