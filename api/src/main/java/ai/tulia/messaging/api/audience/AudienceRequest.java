package ai.tulia.messaging.api.audience;

import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.store.audience.Audience;
import ai.tulia.messaging.store.audience.AudienceDefinition;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An audience as a caller makes or changes one. */
record AudienceRequest(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String name,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "all, any, not, or a condition of field, op and value; {\"all\": []} is everyone")
        @Nullable
        Map<String, @Nullable Object> criteria) {
    private static final int MAX_NAME_LENGTH = 120;

    static AudienceRequest of(Audience audience) {
        return new AudienceRequest(
                audience.definition().name(), audience.definition().criteria());
    }

    /** @throws ai.tulia.messaging.api.problem.ApiProblem 400 with everything that is wrong */
    AudienceDefinition checked() {
        var checks = new Checks().required("name", name).text("name", name, MAX_NAME_LENGTH);
        CriteriaRequestValidator.read("criteria", criteria, checks);
        checks.done();
        return new AudienceDefinition(Objects.requireNonNull(name), Objects.requireNonNull(criteria));
    }
}
