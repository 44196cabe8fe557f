package ai.tulia.messaging.store.template;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A template with its latest version.
 *
 * @param usageCount messages made from it, all versions together
 * @param archivedAt since when it is out of the lists and not taken for anything new; null = it is not
 * @param version counts the changes of the template; that of its text is {@code latest.version()}
 */
public record Template(
        UUID id,
        String name,
        @Nullable String description,
        TemplateVersion latest,
        long usageCount,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant archivedAt,
        long version) {}
