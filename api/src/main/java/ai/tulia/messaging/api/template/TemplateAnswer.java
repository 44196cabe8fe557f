package ai.tulia.messaging.api.template;

import ai.tulia.messaging.store.template.DatedVersion;
import ai.tulia.messaging.store.template.Template;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A template with its latest version.
 *
 * @param versions oldest first; only where one template is asked for
 */
record TemplateAnswer(
        UUID id,
        String name,
        String messageType,
        @Nullable String description,
        String content,
        List<VariableAnswer> variables,
        int version,
        @Nullable String contentSid,
        Map<String, String> contentVariables,
        long usageCount,
        Instant createdAt,
        Instant updatedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<VersionAnswer> versions) {
    static TemplateAnswer of(Template template) {
        return of(template, null);
    }

    static TemplateAnswer withVersions(Template template, List<DatedVersion> versions) {
        return of(template, versions.stream().map(VersionAnswer::of).toList());
    }

    private static TemplateAnswer of(Template template, @Nullable List<VersionAnswer> versions) {
        var latest = template.latest();
        return new TemplateAnswer(
                template.id(),
                template.name(),
                latest.messageType().word(),
                template.description(),
                latest.content(),
                VariableAnswer.of(latest.content()),
                latest.version(),
                latest.contentSid(),
                latest.contentVariables(),
                template.usageCount(),
                template.createdAt(),
                template.updatedAt(),
                versions);
    }
}
