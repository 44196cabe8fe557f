package ai.tulia.messaging.api.operator;

import ai.tulia.messaging.api.idempotency.IdempotencyRecord;
import ai.tulia.messaging.api.json.MergePatch;
import ai.tulia.messaging.api.page.Page;
import ai.tulia.messaging.api.page.PageRequest;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.security.OperatorOnly;
import ai.tulia.messaging.store.tenant.Tenant;
import ai.tulia.messaging.store.tenant.Tenants;
import ai.tulia.messaging.store.tenant.Tenants.Change;
import ai.tulia.messaging.store.tenant.Tiers;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
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
@OperatorOnly
@RequestMapping("/v1/tenants")
class TenantController {
    private final Tenants tenants;
    private final Tiers tiers;
    private final MergePatch patches;

    TenantController(Tenants tenants, Tiers tiers, MergePatch patches) {
        this.tenants = tenants;
        this.tiers = tiers;
        this.patches = patches;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    TenantView create(@RequestBody TenantRequest request) {
        TenantChecks.check(request, name -> tiers.find(name).isPresent());
        String secret = request.notifyUrl() == null ? null : NotifySecret.generate();
        Tenant tenant = tenants.create(new Change(request.profile(), secret));
        IdempotencyRecord.current().ifPresent(record -> record.keepInstead(TenantView.of(tenant)));
        return TenantView.of(tenant, secret);
    }

    @GetMapping
    Page<TenantView> list(
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        return Page.of(tenants.list(page.below(), page.fetch()), page, Tenant::id, TenantView::of);
    }

    @GetMapping("/{id}")
    TenantView get(@PathVariable UUID id) {
        return tenants.find(id).map(TenantView::of).orElseThrow(() -> ApiProblem.notFound("tenant"));
    }

    /** Absent fields stay. Naming {@code notify_url}, even the same one, makes a new secret and shows it once. */
    @PatchMapping("/{id}")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content = @Content(schema = @Schema(implementation = TenantRequest.class)))
    TenantView change(@PathVariable UUID id, @RequestBody ObjectNode patch) {
        var secret = new AtomicReference<@Nullable String>();
        return tenants.change(id, before -> {
                    var after = patches.apply(TenantRequest.class, TenantRequest.of(before.profile()), patch);
                    TenantChecks.check(after, name -> tiers.find(name).isPresent());
                    if (patch.hasNonNull("notify_url")) {
                        secret.set(NotifySecret.generate());
                    }
                    return new Change(after.profile(), secret.get());
                })
                .map(tenant -> TenantView.of(tenant, secret.get()))
                .orElseThrow(() -> ApiProblem.notFound("tenant"));
    }
}
