package ai.tulia.messaging.api.template;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.domain.template.TemplateValues;
import ai.tulia.messaging.store.customer.CustomerRepository;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.template.TemplateQueries;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Shows what a message would say, without making one. */
@RestController
@Tag(name = "Templates")
@RequiresScope(Scopes.TEMPLATES_READ)
class PreviewController {
    private final TenantTransactions transactions;
    private final TemplateQueries templates;
    private final CustomerRepository customers;

    PreviewController(TenantTransactions transactions, TemplateQueries templates, CustomerRepository customers) {
        this.transactions = transactions;
        this.templates = templates;
        this.customers = customers;
    }

    @Operation(operationId = "previewTemplate", summary = "Show what a message of a template would say")
    @PostMapping("/v1/templates/{id}/preview")
    PreviewResponse preview(Caller caller, @PathVariable UUID id, @RequestBody PreviewRequest request) {
        UUID tenant = caller.tenantId();
        Map<String, String> context = request.values();
        return transactions.call(tenant, () -> {
            var version = templates
                    .find(tenant, id, request.version())
                    .orElseThrow(() -> ApiProblem.notFound("template, or version of it"));
            return PreviewResponse.of(version, values(tenant, context, request));
        });
    }

    private Map<String, String> values(UUID tenant, Map<String, String> context, PreviewRequest request) {
        UUID customerId = request.customerId();
        if (customerId == null) {
            return TemplateValues.of(context, null, Map.of());
        }
        var customer = customers
                .find(tenant, customerId)
                .orElseThrow(() -> ApiProblem.impossible(
                        "unknown_customer", "customer_id", "names no customer", "give the id of a customer"));
        var profile = customer.profile();
        return TemplateValues.of(context, profile.name(), profile.attributes());
    }
}
