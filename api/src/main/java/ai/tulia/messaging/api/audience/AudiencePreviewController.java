package ai.tulia.messaging.api.audience;

import ai.tulia.messaging.api.connection.HeavyRequests;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.domain.criteria.Criteria;
import ai.tulia.messaging.store.audience.AudienceQueries;
import ai.tulia.messaging.store.audience.AudienceRepository;
import ai.tulia.messaging.store.database.TenantTransactions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows whom criteria mean, without writing to anyone. */
@RestController
@Tag(name = "Audiences")
@RequestMapping("/v1/audiences")
@RequiresScope(Scopes.AUDIENCES_READ)
class AudiencePreviewController {
    private static final String FIELD = "criteria";
    private static final String SHOWN = "How many they are, and some of them";

    private final HeavyRequests heavy;
    private final TenantTransactions transactions;
    private final AudienceRepository audiences;
    private final AudienceQueries reader;
    private final AttributeCheck attributes;
    private final Clock clock;

    AudiencePreviewController(
            HeavyRequests heavy,
            TenantTransactions transactions,
            AudienceRepository audiences,
            AudienceQueries reader,
            AttributeCheck attributes,
            Clock clock) {
        this.heavy = heavy;
        this.transactions = transactions;
        this.audiences = audiences;
        this.reader = reader;
        this.attributes = attributes;
        this.clock = clock;
    }

    @ApiResponse(responseCode = "200", description = SHOWN, useReturnTypeSchema = true)
    @ApiResponse(responseCode = "429", description = HeavyRequests.TOO_MANY)
    @Operation(operationId = "previewCriteria", summary = "Count whom criteria mean, and show the newest")
    @PostMapping("/preview")
    AudiencePreviewResponse preview(Caller caller, @RequestBody CriteriaRequest request) {
        var criteria = request.criteria();
        Criteria meant = CriteriaRequestValidator.checked(FIELD, criteria);
        UUID tenant = caller.tenantId();
        return heavy.call(
                tenant,
                () -> transactions.call(tenant, () -> preview(tenant, Objects.requireNonNull(criteria), meant)));
    }

    @ApiResponse(responseCode = "200", description = SHOWN, useReturnTypeSchema = true)
    @ApiResponse(responseCode = "422", description = "No customer has an attribute that the criteria ask for any more")
    @ApiResponse(responseCode = "429", description = HeavyRequests.TOO_MANY)
    @Operation(operationId = "previewAudience", summary = "Count whom an audience means, and show the newest")
    @GetMapping("/{id}/preview")
    AudiencePreviewResponse preview(Caller caller, @PathVariable UUID id) {
        UUID tenant = caller.tenantId();
        var criteria = transactions
                .call(tenant, () -> audiences.find(tenant, id))
                .orElseThrow(() -> ApiProblem.notFound("audience"))
                .definition()
                .criteria();
        Criteria meant = CriteriaRequestValidator.checked(FIELD, criteria);
        return heavy.call(tenant, () -> transactions.call(tenant, () -> preview(tenant, criteria, meant)));
    }

    private AudiencePreviewResponse preview(UUID tenant, Object given, Criteria criteria) {
        attributes.require(tenant, given, FIELD);
        var now = clock.instant();
        return AudiencePreviewResponse.of(
                reader.count(tenant, criteria, now),
                reader.page(tenant, criteria, now, null, AudiencePreviewResponse.SAMPLE));
    }
}
