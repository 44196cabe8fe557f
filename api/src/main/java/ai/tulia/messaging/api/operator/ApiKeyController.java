package ai.tulia.messaging.api.operator;

import ai.tulia.messaging.api.idempotency.IdempotencyRecord;
import ai.tulia.messaging.api.page.Page;
import ai.tulia.messaging.api.page.PageRequest;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.security.OperatorOnly;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.domain.time.TimeFormat;
import ai.tulia.messaging.store.apikey.ApiKeyRepository;
import ai.tulia.messaging.store.apikey.StoredKey;
import ai.tulia.messaging.store.apikey.TenantArchivedException;
import ai.tulia.messaging.store.tenant.TenantRepository;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "API keys")
@OperatorOnly
@RequestMapping("/v1/tenants/{id}/api-keys")
class ApiKeyController {
    private final TenantRepository tenants;
    private final ApiKeyRepository keys;
    private final Clock clock;

    ApiKeyController(TenantRepository tenants, ApiKeyRepository keys, Clock clock) {
        this.tenants = tenants;
        this.keys = keys;
        this.clock = clock;
    }

    /** {@code scopes} absent = {@link Scopes#DEFAULT}. */
    record ApiKeyRequest(
            @Nullable String name,
            @Nullable List<String> scopes,
            @Nullable Instant expiresAt) {}

    @Operation(operationId = "createApiKey", summary = "Create an API key; its secret is shown this once")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    CreatedApiKeyResponse create(@PathVariable UUID id, @RequestBody ApiKeyRequest request) {
        List<String> scopes = request.scopes() == null
                ? Scopes.DEFAULT
                : request.scopes().stream().distinct().toList();
        Instant expiresAt = request.expiresAt();
        Instant now = clock.instant();
        new Checks()
                .text("name", request.name(), 200)
                .that(
                        !scopes.isEmpty() && new HashSet<>(Scopes.ALL).containsAll(scopes),
                        "scopes",
                        "are missing, or one is not a scope",
                        "give some of " + String.join(", ", Scopes.ALL))
                .possible(
                        expiresAt == null || expiresAt.isAfter(now),
                        "scheduled_in_the_past",
                        "expires_at",
                        "lies in the past",
                        "give a time after " + TimeFormat.instant(now) + ", or leave it out")
                .that(
                        expiresAt == null || expiresAt.isBefore(Instant.parse("9999-01-01T00:00:00Z")),
                        "expires_at",
                        "is too far ahead",
                        "give a time before 9999-01-01T00:00:00.000Z, or leave it out for a key that does not expire")
                .done();
        requireTenant(id);
        ApiKeyRepository.Created created;
        try {
            created = keys.create(id, request.name() == null ? "" : request.name(), scopes, expiresAt);
        } catch (TenantArchivedException e) {
            throw ApiProblem.of(HttpStatus.CONFLICT, "archived", "the tenant was archived: it gets no keys any more");
        }
        IdempotencyRecord.current().ifPresent(record -> record.keepInstead(CreatedApiKeyResponse.again(created.key())));
        return CreatedApiKeyResponse.once(created);
    }

    @Operation(operationId = "listApiKeys", summary = "List a tenant's API keys, newest first")
    @GetMapping
    Page<ApiKeyResponse> list(
            @PathVariable UUID id,
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        requireTenant(id);
        return Page.of(keys.list(id, page.below(), page.fetch()), page, StoredKey::id, ApiKeyResponse::of);
    }

    /** Closes the key for good; open connections notice within 5 s. */
    @Operation(operationId = "revokeApiKey", summary = "Revoke an API key for good")
    @DeleteMapping("/{key_id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable UUID id, @PathVariable("key_id") UUID keyId) {
        if (!keys.revoke(id, keyId)) {
            throw ApiProblem.notFound("key of this tenant");
        }
    }

    private void requireTenant(UUID id) {
        if (tenants.find(id).isEmpty()) {
            throw ApiProblem.notFound("tenant");
        }
    }
}
