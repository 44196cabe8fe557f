package ai.tulia.messaging.store.template;

import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.database.TenantKey;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;

/** Looks templates up, within the open tenant transaction. */
@Component
public class TemplateQueries {
    private static final UUID AFTER_ALL = new UUID(-1, -1);

    private final TemplateEntityRepository templates;
    private final TemplateVersionEntityRepository versions;
    private final TemplateUsage usage;

    TemplateQueries(TemplateEntityRepository templates, TemplateVersionEntityRepository versions, TemplateUsage usage) {
        this.templates = templates;
        this.versions = versions;
        this.usage = usage;
    }

    /** @param version null = the latest, of one that is not archived */
    public Optional<TemplateVersion> find(UUID tenantId, UUID templateId, @Nullable Integer version) {
        return templates
                .findById(new TenantKey(tenantId, templateId))
                .filter(template -> version != null || !template.isArchived())
                .flatMap(template -> versions.find(
                                tenantId, templateId, version == null ? template.latestVersion() : version)
                        .map(found -> found.of(template.messageType())));
    }

    /** The latest version of each of these that there are and that are not archived, by template. */
    public Map<UUID, TemplateVersion> latest(UUID tenantId, Collection<UUID> templateIds) {
        if (templateIds.isEmpty()) {
            return Map.of();
        }
        var types = templates.usable(tenantId, templateIds).stream()
                .collect(Collectors.toMap(TemplateEntity::id, TemplateEntity::messageType));
        return types.isEmpty()
                ? Map.of()
                : versions.latest(tenantId, types.keySet()).stream()
                        .collect(Collectors.toMap(
                                TemplateVersionEntity::templateId,
                                version -> version.of(Objects.requireNonNull(types.get(version.templateId())))));
    }

    public Optional<Template> template(UUID tenantId, UUID templateId) {
        return templates
                .findById(new TenantKey(tenantId, templateId))
                .map(found -> complete(tenantId, List.of(found)).getFirst());
    }

    /** Every version, oldest first; empty when there is no such template. */
    public List<DatedVersion> versions(UUID tenantId, UUID templateId) {
        return templates
                .findById(new TenantKey(tenantId, templateId))
                .map(template -> versions.all(tenantId, templateId).stream()
                        .map(version -> version.dated(template.messageType()))
                        .toList())
                .orElse(List.of());
    }

    public Optional<UUID> withName(UUID tenantId, String name) {
        return templates.withName(tenantId, name);
    }

    /**
     * Without the archived ones; newest first; those older than {@code before}, or the newest when it is null; type null =
     * every type.
     */
    public List<Template> page(UUID tenantId, @Nullable MessageType type, @Nullable UUID before, int limit) {
        var types = type == null
                ? Arrays.stream(MessageType.values()).map(MessageType::code).toList()
                : List.of(type.code());
        return complete(
                tenantId, templates.page(tenantId, types, before == null ? AFTER_ALL : before, Limit.of(limit)));
    }

    private List<Template> complete(UUID tenantId, List<TemplateEntity> found) {
        var ids = found.stream().map(TemplateEntity::id).toList();
        var latest = versions.latest(tenantId, ids).stream()
                .collect(Collectors.toMap(TemplateVersionEntity::templateId, version -> version));
        var used = usage.of(tenantId, ids);
        return found.stream()
                .map(template -> template.with(
                        Objects.requireNonNull(latest.get(template.id())), used.getOrDefault(template.id(), 0L)))
                .toList();
    }
}
