package ai.tulia.messaging.api.audience;

import ai.tulia.messaging.api.etag.IfMatch;
import ai.tulia.messaging.api.json.MergePatch;
import ai.tulia.messaging.api.page.Page;
import ai.tulia.messaging.api.page.PageRequest;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.store.audience.Audience;
import ai.tulia.messaging.store.audience.AudienceDefinition;
import ai.tulia.messaging.store.audience.AudienceRepository;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.TenantTransactions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@Tag(name = "Audiences")
@RequestMapping("/v1/audiences")
class AudienceController {
    private static final String CRITERIA = "criteria";

    private final TenantTransactions transactions;
    private final AudienceRepository audiences;
    private final AttributeCheck attributes;
    private final MergePatch patches;
    private final Clock clock;

    AudienceController(
            TenantTransactions transactions,
            AudienceRepository audiences,
            AttributeCheck attributes,
            MergePatch patches,
            Clock clock) {
        this.transactions = transactions;
        this.audiences = audiences;
        this.attributes = attributes;
        this.patches = patches;
        this.clock = clock;
    }

    @ApiResponse(responseCode = "201", description = "The audience as stored", useReturnTypeSchema = true)
    @Operation(operationId = "createAudience", summary = "Create an audience")
    @RequiresScope(Scopes.AUDIENCES_WRITE)
    @PostMapping
    ResponseEntity<AudienceResponse> add(Caller caller, @RequestBody AudienceRequest request) {
        UUID tenant = caller.tenantId();
        AudienceDefinition definition = request.checked();
        try {
            Audience audience = transactions.call(tenant, () -> {
                attributes.require(tenant, definition.criteria(), CRITERIA);
                return audiences.add(tenant, Ids.next(), definition, clock.instant());
            });
            return ResponseEntity.created(URI.create("/v1/audiences/" + audience.id()))
                    .body(AudienceResponse.of(audience));
        } catch (DuplicateKeyException e) {
            throw exists(tenant, definition.name());
        }
    }

    @Operation(operationId = "listAudiences", summary = "List audiences, newest first")
    @RequiresScope(Scopes.AUDIENCES_READ)
    @GetMapping
    Page<AudienceResponse> list(
            Caller caller,
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        UUID tenant = caller.tenantId();
        var page = PageRequest.of(limit, cursor);
        var rows = transactions.call(tenant, () -> audiences.page(tenant, page.below(), page.fetch()));
        return Page.of(rows, page, Audience::id, AudienceResponse::of);
    }

    @Operation(operationId = "getAudience", summary = "Show an audience")
    @RequiresScope(Scopes.AUDIENCES_READ)
    @GetMapping("/{id}")
    AudienceResponse get(Caller caller, @PathVariable UUID id) {
        return transactions
                .call(caller.tenantId(), () -> audiences.find(caller.tenantId(), id))
                .map(AudienceResponse::of)
                .orElseThrow(AudienceController::notFound);
    }

    /** Absent fields stay; criteria are replaced as a whole. */
    @ApiResponse(responseCode = "200", description = "The audience as stored", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "409", description = "Another audience has this name")
    @Operation(operationId = "updateAudience", summary = "Change an audience")
    @RequiresScope(Scopes.AUDIENCES_WRITE)
    @PatchMapping("/{id}")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content = @Content(schema = @Schema(implementation = AudienceRequest.class)))
    AudienceResponse change(Caller caller, @PathVariable UUID id, IfMatch ifMatch, @RequestBody ObjectNode patch) {
        UUID tenant = caller.tenantId();
        try {
            return transactions
                    .call(
                            tenant,
                            () -> audiences.redefine(
                                    tenant, id, ifMatch, old -> patched(tenant, old, patch), clock.instant()))
                    .map(AudienceResponse::of)
                    .orElseThrow(AudienceController::notFound);
        } catch (DuplicateKeyException e) {
            throw exists(tenant, patch.path("name").asString());
        }
    }

    private AudienceDefinition patched(UUID tenant, Audience old, ObjectNode patch) {
        var definition = patches.apply(AudienceRequest.class, AudienceRequest.of(old), patch)
                .checked();
        if (patch.has(CRITERIA)) {
            attributes.require(tenant, definition.criteria(), CRITERIA);
        }
        return definition;
    }

    @Operation(operationId = "deleteAudience", summary = "Delete an audience")
    @RequiresScope(Scopes.AUDIENCES_WRITE)
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable UUID id, IfMatch ifMatch) {
        if (!transactions.call(caller.tenantId(), () -> audiences.remove(caller.tenantId(), id, ifMatch))) {
            throw notFound();
        }
    }

    private static ApiProblem notFound() {
        return ApiProblem.notFound("audience");
    }

    private ApiProblem exists(UUID tenant, String name) {
        var problem = ApiProblem.of(
                HttpStatus.CONFLICT,
                "audience_exists",
                "an audience of this name exists; change that one, or choose another name");
        transactions
                .call(tenant, () -> audiences.withName(tenant, name))
                .ifPresent(id -> problem.with("audience_id", id));
        return problem;
    }
}
