package ai.tulia.messaging.store.template;

import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.database.Json;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

@Entity
@Immutable
@Table(name = "template_version")
class TemplateVersionEntity {
    @EmbeddedId
    private TemplateVersionKey key;

    private String content;
    private @Nullable String contentSid;

    @ColumnTransformer(write = "cast(? as jsonb)")
    private @Nullable String contentVariables;

    private Instant createdAt;

    /** For Hibernate. */
    @NullUnmarked
    protected TemplateVersionEntity() {}

    TemplateVersionEntity(TemplateVersionKey key, TemplateText text, Instant at) {
        this.key = key;
        this.content = text.content();
        this.contentSid = text.contentSid();
        this.contentVariables = text.contentVariables().isEmpty() ? null : Json.write(text.contentVariables());
        this.createdAt = at;
    }

    UUID templateId() {
        return key.templateId();
    }

    TemplateVersion of(MessageType type) {
        return new TemplateVersion(
                key.templateId(), key.version(), type, content, contentSid, Json.strings(contentVariables));
    }

    DatedVersion dated(MessageType type) {
        return new DatedVersion(of(type), createdAt);
    }
}
