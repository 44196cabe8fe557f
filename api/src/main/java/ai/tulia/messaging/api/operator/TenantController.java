package ai.tulia.messaging.api.operator;

import ai.tulia.messaging.api.etag.IfMatch;
import ai.tulia.messaging.api.json.MergePatch;
import ai.tulia.messaging.api.page.Page;
import ai.tulia.messaging.api.page.PageRequest;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.security.OperatorOnly;
import ai.tulia.messaging.store.tenant.ProviderAccountQueries;
import ai.tulia.messaging.store.tenant.Tenant;
import ai.tulia.messaging.store.tenant.TenantRepository;
import ai.tulia.messaging.store.tenant.TierRepository;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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
@Tag(name = "Tenants")
@OperatorOnly
@RequestMapping("/v1/tenants")
class TenantController {
    private final TenantRepository tenants;
    private final TierRepository tiers;
    private final ProviderAccountQueries accounts;
    private final MergePatch patches;

    TenantController(
            TenantRepository tenants, TierRepository tiers, ProviderAccountQueries accounts, MergePatch patches) {
        this.tenants = tenants;
        this.tiers = tiers;
        this.accounts = accounts;
        this.patches = patches;
    }

    @Operation(operationId = "createTenant", summary = "Create a tenant")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    TenantResponse create(@RequestBody TenantRequest request) {
        TenantChecks.check(request, name -> tiers.find(name).isPresent(), sid -> false);
        return TenantResponse.of(tenants.create(request.profile()));
    }

    @Operation(operationId = "listTenants", summary = "List tenants, newest first")
    @GetMapping
    Page<TenantResponse> list(
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        return Page.of(tenants.list(page.below(), page.fetch()), page, Tenant::id, TenantResponse::of);
    }

    @Operation(operationId = "getTenant", summary = "Show a tenant")
    @GetMapping("/{id}")
    TenantResponse get(@PathVariable UUID id) {
        return tenants.find(id).map(TenantResponse::of).orElseThrow(() -> ApiProblem.notFound("tenant"));
    }

    /** Absent fields stay. */
    @Operation(operationId = "updateTenant", summary = "Change a tenant")
    @PatchMapping("/{id}")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content = @Content(schema = @Schema(implementation = TenantRequest.class)))
    TenantResponse change(@PathVariable UUID id, IfMatch ifMatch, @RequestBody ObjectNode patch) {
        return tenants.change(id, ifMatch, before -> {
                    var after = patches.apply(TenantRequest.class, TenantRequest.of(before.profile()), patch);
                    TenantChecks.check(after, name -> tiers.find(name).isPresent(), account(id));
                    return after.profile();
                })
                .map(TenantResponse::of)
                .orElseThrow(() -> ApiProblem.notFound("tenant"));
    }

    /** Whether it is one of the tenant's. */
    private Predicate<String> account(UUID tenantId) {
        return sid -> accounts.list(tenantId).stream()
                .anyMatch(account -> account.sid().equals(sid));
    }
}
