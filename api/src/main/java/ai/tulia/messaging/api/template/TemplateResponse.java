package ai.tulia.messaging.api.template;

import ai.tulia.messaging.api.etag.Versioned;
import ai.tulia.messaging.store.template.DatedVersion;
import ai.tulia.messaging.store.template.Template;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
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
record TemplateResponse(
        UUID id,
        String name,
        String messageType,
        @Nullable String description,
        String content,
        List<VariableResponse> variables,
        int version,
        @Nullable String contentSid,
        Map<String, String> contentVariables,
        long usageCount,
        Instant createdAt,
        Instant updatedAt,

        @Schema(description = "Since when it is not listed and not taken for anything new; null = it is.") @Nullable
        Instant archivedAt,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<VersionResponse> versions,
        @JsonIgnore long rowVersion)
        implements Versioned {
    static TemplateResponse of(Template template) {
        return of(template, null);
    }

    static TemplateResponse withVersions(Template template, List<DatedVersion> versions) {
        return of(template, versions.stream().map(VersionResponse::of).toList());
    }

    private static TemplateResponse of(Template template, @Nullable List<VersionResponse> versions) {
        var latest = template.latest();
        return new TemplateResponse(
                template.id(),
                template.name(),
                latest.messageType().code(),
                template.description(),
                latest.content(),
                VariableResponse.of(latest.content()),
                latest.version(),
                latest.contentSid(),
                latest.contentVariables(),
                template.usageCount(),
                template.createdAt(),
                template.updatedAt(),
                template.archivedAt(),
                versions,
                template.version());
    }
}
