package ai.tulia.messaging.api.audience;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Criteria that nobody saved. */
record CriteriaRequest(@Nullable Map<String, @Nullable Object> criteria) {}
