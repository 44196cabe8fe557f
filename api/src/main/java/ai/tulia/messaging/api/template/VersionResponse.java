package ai.tulia.messaging.api.template;

import ai.tulia.messaging.store.template.DatedVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

record VersionResponse(
        int version,
        String content,
        List<VariableResponse> variables,
        @Nullable String contentSid,
        Map<String, String> contentVariables,
        Instant createdAt) {
    static VersionResponse of(DatedVersion dated) {
        var version = dated.version();
        return new VersionResponse(
                version.version(),
                version.content(),
                VariableResponse.of(version.content()),
                version.contentSid(),
                version.contentVariables(),
                dated.createdAt());
    }
}
