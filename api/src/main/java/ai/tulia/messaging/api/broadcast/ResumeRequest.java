package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.api.problem.Checks;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which messages of a broadcast are to go on. */
record ResumeRequest(
        @Schema(
                allowableValues = {"pending", "failed", "all"},
                defaultValue = "pending")
        @Nullable
        String scope) {
    enum Scope {
        /** Those that are open. */
        PENDING,
        /** Those that failed, where it is safe and worth to try again. */
        FAILED,
        ALL
    }

    private static final List<String> SCOPES = Arrays.stream(Scope.values())
            .map(scope -> scope.name().toLowerCase(Locale.ROOT))
            .toList();

    static Scope scopeOf(@Nullable ResumeRequest request) {
        String word = request == null ? null : request.scope();
        new Checks().oneOf("scope", word, SCOPES).done();
        return word == null ? Scope.PENDING : Scope.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
