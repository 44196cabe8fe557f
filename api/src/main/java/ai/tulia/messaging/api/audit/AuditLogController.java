package ai.tulia.messaging.api.audit;

import ai.tulia.messaging.api.page.Page;
import ai.tulia.messaging.api.page.PageRequest;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.security.ApiPrincipal;
import ai.tulia.messaging.api.security.OpenToOperator;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.store.audit.AuditAction;
import ai.tulia.messaging.store.audit.AuditEntry;
import ai.tulia.messaging.store.audit.AuditLogQueries;
import ai.tulia.messaging.store.audit.OperatorAuditLogQueries;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Audit log")
@RequiresScope(Scopes.TENANT_ADMIN)
@OpenToOperator
class AuditLogController {
    private final AuditLogQueries entries;
    private final ObjectProvider<OperatorAuditLogQueries> all;

    /** @param all not of a process that may not enter the ledger as operator */
    AuditLogController(AuditLogQueries entries, ObjectProvider<OperatorAuditLogQueries> all) {
        this.entries = entries;
        this.all = all;
    }

    @Operation(
            operationId = "listAuditLog",
            summary = "List what happened to keys, credentials, limits and settings, newest first",
            description =
                    "A tenant sees its own; the operator all, or one tenant's. What is of no one tenant, such as"
                            + " a tier, or keys that there are not, has `tenant_id` null. Entries never change and never leave.")
    @ApiResponse(responseCode = "200", description = "A page of it", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "A tenant asks for another one's")
    @GetMapping("/v1/audit-log")
    Page<AuditEntry> list(
            ApiPrincipal principal,
            @Parameter(description = "Of this tenant alone; a tenant can give its own only")
                    @RequestParam(name = "tenant_id", required = false)
                    @Nullable
                    UUID tenantId,
            @Parameter(description = "Of this kind alone") @RequestParam(required = false) @Nullable String action,
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        new Checks().oneOf("action", action, AuditAction.codes()).done();
        var page = PageRequest.of(limit, cursor);
        List<AuditEntry> rows = switch (principal) {
            case ApiPrincipal.Operator operator -> ofAll().page(tenantId, action, page.below(), page.fetch());
            case ApiPrincipal.Tenant tenant -> {
                UUID own = tenant.caller().tenantId();
                if (tenantId != null && !tenantId.equals(own)) {
                    throw ApiProblem.notFound("tenant");
                }
                yield entries.page(own, action, page.below(), page.fetch());
            }
        };
        return Page.of(rows, page, AuditEntry::id, entry -> entry);
    }

    private OperatorAuditLogQueries ofAll() {
        OperatorAuditLogQueries found = all.getIfAvailable();
        if (found == null) {
            throw ApiProblem.of(
                    HttpStatus.FORBIDDEN,
                    "tenant_key_needed",
                    "this process has no way into the ledger for the operator");
        }
        return found;
    }
}
