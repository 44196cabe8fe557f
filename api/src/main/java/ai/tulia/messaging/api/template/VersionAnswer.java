package ai.tulia.messaging.api.template;

import ai.tulia.messaging.store.template.DatedVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

record VersionAnswer(
        int version,
        String content,
        List<VariableAnswer> variables,
        @Nullable String contentSid,
        Map<String, String> contentVariables,
        Instant createdAt) {
    static VersionAnswer of(DatedVersion dated) {
        var version = dated.version();
        return new VersionAnswer(
                version.version(),
                version.content(),
                VariableAnswer.of(version.content()),
                version.contentSid(),
                version.contentVariables(),
                dated.createdAt());
    }
}
