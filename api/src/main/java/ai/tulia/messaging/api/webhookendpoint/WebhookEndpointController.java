package ai.tulia.messaging.api.webhookendpoint;

import ai.tulia.messaging.api.etag.IfMatch;
import ai.tulia.messaging.api.idempotency.IdempotencyRecord;
import ai.tulia.messaging.api.json.MergePatch;
import ai.tulia.messaging.api.page.Page;
import ai.tulia.messaging.api.page.PageRequest;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.store.audit.AuditAction;
import ai.tulia.messaging.store.audit.AuditEvent;
import ai.tulia.messaging.store.audit.AuditLog;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.webhook.EndpointDefinition;
import ai.tulia.messaging.store.webhook.WebhookEndpoint;
import ai.tulia.messaging.store.webhook.WebhookEndpointRepository;
import ai.tulia.messaging.store.webhook.WebhookEndpointRepository.WithSecret;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
@Tag(name = "Webhook endpoints")
@RequestMapping("/v1/webhook-endpoints")
class WebhookEndpointController {
    private final TenantTransactions transactions;
    private final WebhookEndpointRepository endpoints;
    private final WebhookUrlProperties urls;
    private final MergePatch patches;
    private final AuditLog audit;
    private final Clock clock;

    WebhookEndpointController(
            TenantTransactions transactions,
            WebhookEndpointRepository endpoints,
            WebhookUrlProperties urls,
            MergePatch patches,
            AuditLog audit,
            Clock clock) {
        this.transactions = transactions;
        this.endpoints = endpoints;
        this.urls = urls;
        this.patches = patches;
        this.audit = audit;
        this.clock = clock;
    }

    @Operation(operationId = "createWebhookEndpoint", summary = "Make an endpoint; its secret is shown this once")
    @ApiResponse(responseCode = "201", description = "The endpoint, with its secret", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "409", description = "The tenant has as many as it may have")
    @RequiresScope(Scopes.WEBHOOKS_WRITE)
    @PostMapping
    ResponseEntity<WebhookEndpointResponse> add(Caller caller, @RequestBody WebhookEndpointRequest request) {
        UUID tenant = caller.tenantId();
        EndpointDefinition definition = request.checked(urls.allowPrivate());
        WithSecret made = transactions
                .call(tenant, () -> {
                    Optional<WithSecret> added = endpoints.add(tenant, definition, clock.instant());
                    added.ifPresent(each -> note(
                            caller,
                            AuditAction.WEBHOOK_ENDPOINT_CREATED,
                            each.endpoint().id()));
                    return added;
                })
                .orElseThrow(() -> ApiProblem.of(
                        HttpStatus.CONFLICT,
                        "too_many_webhook_endpoints",
                        "a tenant has at most " + WebhookEndpointRepository.MAX_ENDPOINTS
                                + "; delete one, or let one take more events"));
        return ResponseEntity.created(
                        URI.create("/v1/webhook-endpoints/" + made.endpoint().id()))
                .body(once(made));
    }

    @Operation(operationId = "listWebhookEndpoints", summary = "List the endpoints, newest first")
    @RequiresScope(Scopes.WEBHOOKS_READ)
    @GetMapping
    Page<WebhookEndpointResponse> list(
            Caller caller,
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        UUID tenant = caller.tenantId();
        var page = PageRequest.of(limit, cursor);
        var rows = transactions.read(tenant, () -> endpoints.page(tenant, page.below(), page.fetch()));
        return Page.of(rows, page, WebhookEndpoint::id, WebhookEndpointResponse::of);
    }

    @Operation(operationId = "getWebhookEndpoint", summary = "Show an endpoint")
    @RequiresScope(Scopes.WEBHOOKS_READ)
    @GetMapping("/{id}")
    WebhookEndpointResponse get(Caller caller, @PathVariable UUID id) {
        return transactions
                .read(caller.tenantId(), () -> endpoints.find(caller.tenantId(), id))
                .map(WebhookEndpointResponse::of)
                .orElseThrow(WebhookEndpointController::notFound);
    }

    /** Absent fields stay; lists are replaced as a whole. */
    @Operation(
            operationId = "updateWebhookEndpoint",
            summary = "Change an endpoint; enabled anew, it goes on with what waited")
    @ApiResponse(responseCode = "200", description = "The endpoint as stored", useReturnTypeSchema = true)
    @RequiresScope(Scopes.WEBHOOKS_WRITE)
    @PatchMapping("/{id}")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content = @Content(schema = @Schema(implementation = WebhookEndpointRequest.class)))
    WebhookEndpointResponse change(
            Caller caller, @PathVariable UUID id, IfMatch ifMatch, @RequestBody ObjectNode patch) {
        UUID tenant = caller.tenantId();
        return transactions
                .call(tenant, () -> {
                    Optional<WebhookEndpoint> changed = endpoints.change(
                            tenant,
                            id,
                            ifMatch,
                            old -> patches.apply(WebhookEndpointRequest.class, WebhookEndpointRequest.of(old), patch)
                                    .checked(urls.allowPrivate()),
                            clock.instant());
                    changed.ifPresent(each -> note(caller, AuditAction.WEBHOOK_ENDPOINT_CHANGED, id));
                    return changed;
                })
                .map(WebhookEndpointResponse::of)
                .orElseThrow(WebhookEndpointController::notFound);
    }

    @Operation(operationId = "deleteWebhookEndpoint", summary = "Delete an endpoint, with its deliveries")
    @RequiresScope(Scopes.WEBHOOKS_WRITE)
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable UUID id, IfMatch ifMatch) {
        boolean removed = transactions.call(caller.tenantId(), () -> {
            boolean found = endpoints.remove(caller.tenantId(), id, ifMatch);
            if (found) {
                note(caller, AuditAction.WEBHOOK_ENDPOINT_DELETED, id);
            }
            return found;
        });
        if (!removed) {
            throw notFound();
        }
    }

    @Operation(
            operationId = "rotateWebhookSecret",
            summary = "Give it a new secret, shown this once; the old one signs too for 24 hours")
    @ApiResponse(responseCode = "200", description = "The endpoint, with its new secret", useReturnTypeSchema = true)
    @RequiresScope(Scopes.WEBHOOKS_WRITE)
    @PostMapping("/{id}/rotate")
    WebhookEndpointResponse rotate(Caller caller, @PathVariable UUID id, IfMatch ifMatch) {
        UUID tenant = caller.tenantId();
        return transactions
                .call(tenant, () -> {
                    Optional<WithSecret> rotated = endpoints.rotate(tenant, id, ifMatch, clock.instant());
                    rotated.ifPresent(each -> note(caller, AuditAction.WEBHOOK_SECRET_ROTATED, id));
                    return rotated;
                })
                .map(WebhookEndpointController::once)
                .orElseThrow(WebhookEndpointController::notFound);
    }

    /** A repeat of the request, by its Idempotency-Key, is answered without the secret. */
    private static WebhookEndpointResponse once(WithSecret made) {
        IdempotencyRecord.current()
                .ifPresent(record -> record.keepInstead(WebhookEndpointResponse.of(made.endpoint())));
        return WebhookEndpointResponse.of(made.endpoint(), made.secret());
    }

    private void note(Caller caller, AuditAction action, UUID endpoint) {
        audit.add(AuditEvent.byKey(caller.tenantId(), caller.keyId(), action, endpoint, Map.of()), clock.instant());
    }

    static ApiProblem notFound() {
        return ApiProblem.notFound("webhook endpoint");
    }
}
