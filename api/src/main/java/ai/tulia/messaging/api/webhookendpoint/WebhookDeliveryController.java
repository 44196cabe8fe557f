package ai.tulia.messaging.api.webhookendpoint;

import ai.tulia.messaging.api.page.Page;
import ai.tulia.messaging.api.page.PageRequest;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.domain.time.TimeFormat;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.webhook.WebhookAttempt;
import ai.tulia.messaging.store.webhook.WebhookEndpoint;
import ai.tulia.messaging.store.webhook.WebhookEndpointRepository;
import ai.tulia.messaging.store.webhook.WebhookHistory;
import ai.tulia.messaging.store.webhook.WebhookOutbox;
import ai.tulia.messaging.store.webhook.WebhookReplays;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What was delivered to an endpoint, and is delivered again. */
@RestController
@Tag(name = "Webhook endpoints")
@RequestMapping("/v1/webhook-endpoints/{id}")
class WebhookDeliveryController {
    private final TenantTransactions transactions;
    private final WebhookEndpointRepository endpoints;
    private final WebhookOutbox outbox;
    private final WebhookHistory history;
    private final WebhookReplays replays;
    private final Clock clock;

    WebhookDeliveryController(
            TenantTransactions transactions,
            WebhookEndpointRepository endpoints,
            WebhookOutbox outbox,
            WebhookHistory history,
            WebhookReplays replays,
            Clock clock) {
        this.transactions = transactions;
        this.endpoints = endpoints;
        this.outbox = outbox;
        this.history = history;
        this.replays = replays;
        this.clock = clock;
    }

    /** @param eventId its {@code webhook-id}, and how its attempts name it */
    record TestResponse(UUID eventId) {}

    /** One event, or a stretch of time. */
    record ReplayRequest(
            @Schema(description = "The webhook-id of one event.") @Nullable
            UUID eventId,

            @Schema(description = "Events from this instant …") @Nullable
            Instant from,

            @Schema(description = "… to before this one.") @Nullable
            Instant until) {}

    /** @param replayId of a stretch of time; null for one event */
    record ReplayResponse(@Nullable UUID eventId, @Nullable UUID replayId) {}

    @Operation(operationId = "testWebhookEndpoint", summary = "Deliver an event webhook.test there")
    @ApiResponse(responseCode = "202", description = "It is on its way", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "409", description = "The endpoint is disabled")
    @RequiresScope(Scopes.WEBHOOKS_WRITE)
    @PostMapping("/test")
    @ResponseStatus(HttpStatus.ACCEPTED)
    TestResponse test(Caller caller, @PathVariable UUID id) {
        UUID tenant = caller.tenantId();
        return transactions.call(tenant, () -> {
            requireEnabled(tenant, id);
            return new TestResponse(outbox.addTest(tenant, id, clock.instant()));
        });
    }

    @Operation(operationId = "listWebhookAttempts", summary = "List what was tried there, newest first")
    @ApiResponse(responseCode = "200", description = "A page of attempts", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "There is no such endpoint")
    @RequiresScope(Scopes.WEBHOOKS_READ)
    @GetMapping("/attempts")
    Page<WebhookAttempt> attempts(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        UUID tenant = caller.tenantId();
        var page = PageRequest.of(limit, cursor);
        var rows = transactions.read(tenant, () -> {
            required(tenant, id);
            return history.attempts(tenant, id, page.below(), page.fetch());
        });
        return Page.of(rows, page, WebhookAttempt::id, attempt -> attempt);
    }

    @Operation(
            operationId = "replayWebhookEvents",
            summary = "Deliver one event, or a stretch of time, once more, under the same ids")
    @ApiResponse(responseCode = "202", description = "It is on its way", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "409", description = "The endpoint is disabled")
    @RequiresScope(Scopes.WEBHOOKS_WRITE)
    @PostMapping("/replay")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ReplayResponse replay(Caller caller, @PathVariable UUID id, @RequestBody ReplayRequest request) {
        check(request);
        UUID tenant = caller.tenantId();
        UUID event = request.eventId();
        Instant now = clock.instant();
        return transactions.call(tenant, () -> {
            requireEnabled(tenant, id);
            if (event == null) {
                return new ReplayResponse(
                        null,
                        replays.range(
                                tenant,
                                id,
                                Objects.requireNonNull(request.from()),
                                Objects.requireNonNull(request.until()),
                                now));
            }
            if (!replays.one(tenant, id, event, now)) {
                throw ApiProblem.notFound("event of this endpoint");
            }
            return new ReplayResponse(event, null);
        });
    }

    private static void check(ReplayRequest request) {
        Instant from = request.from();
        Instant until = request.until();
        boolean range = from != null || until != null;
        new Checks()
                .that(
                        range == (request.eventId() == null),
                        "event_id",
                        "or from and until",
                        "give either the id of one event, or a stretch of time")
                .that(!range || from != null, "from", "is missing", "give an instant such as " + Checks.INSTANT)
                .that(!range || until != null, "until", "is missing", "give an instant such as " + Checks.INSTANT)
                .that(
                        from == null || until == null || from.isBefore(until),
                        "until",
                        "is not after from",
                        "give an instant after from" + (from == null ? "" : ", " + TimeFormat.instant(from)))
                .done();
    }

    private WebhookEndpoint required(UUID tenant, UUID id) {
        return endpoints.find(tenant, id).orElseThrow(WebhookEndpointController::notFound);
    }

    private void requireEnabled(UUID tenant, UUID id) {
        if (!required(tenant, id).definition().enabled()) {
            throw ApiProblem.of(
                    HttpStatus.CONFLICT, "webhook_endpoint_disabled", "enable it first: PATCH it with enabled true");
        }
    }
}
