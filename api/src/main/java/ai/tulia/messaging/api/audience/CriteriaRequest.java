package ai.tulia.messaging.api.audience;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Criteria that nobody saved. */
record CriteriaRequest(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        Map<String, @Nullable Object> criteria) {}
