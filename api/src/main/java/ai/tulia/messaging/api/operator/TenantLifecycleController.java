package ai.tulia.messaging.api.operator;

import ai.tulia.messaging.api.etag.IfMatch;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.security.OperatorOnly;
import ai.tulia.messaging.store.tenant.Tenant;
import ai.tulia.messaging.store.tenant.TenantLifecycle;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Stops a tenant, lets it go on, or takes leave of it. */
@RestController
@Tag(name = "Tenants")
@OperatorOnly
@RequestMapping("/v1/tenants/{id}")
class TenantLifecycleController {
    private final TenantSuspension suspension;
    private final TenantLifecycle tenants;

    TenantLifecycleController(TenantSuspension suspension, TenantLifecycle tenants) {
        this.suspension = suspension;
        this.tenants = tenants;
    }

    @Operation(
            operationId = "suspendTenant",
            summary = "Suspend a tenant: nothing of it is sent",
            description =
                    "Its keys go on reading; what would send is 403 tenant_suspended. What was accepted waits with"
                            + " tenant_suspended, within its validity; what had begun to leave leaves. Opt-outs and status"
                            + " callbacks are taken. Suspended twice is suspended once.")
    @PostMapping("/suspend")
    TenantResponse suspend(@PathVariable UUID id) {
        return answer(suspension.suspend(id));
    }

    @Operation(
            operationId = "resumeTenant",
            summary = "Resume a tenant",
            description =
                    "What waited for it goes on within a minute or so, by the rules as they are then. Resumed twice is"
                            + " resumed once, and what still waits for it is looked at again.")
    @ApiResponse(responseCode = "200", description = "The tenant", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "409", description = "It was archived")
    @PostMapping("/resume")
    TenantResponse resume(@PathVariable UUID id) {
        Optional<Tenant> resumed = suspension.resume(id);
        if (resumed.filter(Tenant::isArchived).isPresent()) {
            throw ApiProblem.of(HttpStatus.CONFLICT, "archived", "the tenant was archived, which is for good");
        }
        return answer(resumed);
    }

    @Operation(
            operationId = "archiveTenant",
            summary = "Archive a tenant, for good",
            description =
                    "It is suspended, its keys are revoked, and it is no longer listed; its data stay as long as its"
                            + " retention says. Archived twice is archived once.")
    @ApiResponse(responseCode = "204", description = "It is archived")
    @ApiResponse(
            responseCode = "409",
            description = "Messages of it are pending, or broadcasts run or are paused (tenant_in_use)")
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void archive(@PathVariable UUID id, IfMatch ifMatch) {
        switch (tenants.archive(id, ifMatch)) {
            case DONE -> {}
            case NO_TENANT -> throw ApiProblem.notFound("tenant");
            case IN_USE ->
                throw ApiProblem.of(
                        HttpStatus.CONFLICT,
                        "tenant_in_use",
                        "messages of it are pending, or broadcasts run or are paused: suspend it, then cancel them or let"
                                + " their validity end");
        }
    }

    private static TenantResponse answer(Optional<Tenant> tenant) {
        return tenant.map(TenantResponse::of).orElseThrow(() -> ApiProblem.notFound("tenant"));
    }
}
