package ai.tulia.messaging.api.conversation;

import ai.tulia.messaging.api.page.Page;
import ai.tulia.messaging.api.page.PageRequest;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.store.consent.WithdrawalEffect;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.inbound.InboundMessage;
import ai.tulia.messaging.store.inbound.OptOutReviewRepository;
import ai.tulia.messaging.store.inbound.OptOutReviewRepository.State;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Texts in which a word of stopping stands among others: a person decides what they mean. */
@RestController
@Tag(name = "Opt-out reviews")
@RequestMapping("/v1/opt-out-reviews")
class OptOutReviewController {
    private final TenantTransactions transactions;
    private final OptOutReviewRepository reviews;
    private final OptOutReviewService decisions;

    OptOutReviewController(
            TenantTransactions transactions, OptOutReviewRepository reviews, OptOutReviewService decisions) {
        this.transactions = transactions;
        this.reviews = reviews;
        this.decisions = decisions;
    }

    @Operation(operationId = "listOptOutReviews", summary = "List texts that may be opt-outs, newest first")
    @RequiresScope(Scopes.CONSENTS_READ)
    @GetMapping
    Page<OptOutReviewResponse> list(
            Caller caller,
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        var rows = transactions.read(
                caller.tenantId(), () -> reviews.pending(caller.tenantId(), page.below(), page.fetch()));
        return Page.of(rows, page, InboundMessage::id, OptOutReviewResponse::of);
    }

    @Operation(
            operationId = "acceptOptOutReview",
            summary = "It is an opt-out: withdraw the channel's consent, as a STOP does")
    @ApiResponse(responseCode = "200", description = "Accepted, now or before", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "409", description = "It was dismissed")
    @RequiresScope(Scopes.CONSENTS_WRITE)
    @PostMapping("/{id}/accept")
    DecidedReviewResponse accept(Caller caller, @PathVariable UUID id) {
        WithdrawalEffect effect = decisions.accept(caller.tenantId(), id);
        return new DecidedReviewResponse(id, State.ACCEPTED.code(), effect.underWay());
    }

    @Operation(operationId = "dismissOptOutReview", summary = "It is no opt-out")
    @ApiResponse(responseCode = "200", description = "Dismissed, now or before", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "409", description = "It was accepted")
    @RequiresScope(Scopes.CONSENTS_WRITE)
    @PostMapping("/{id}/dismiss")
    DecidedReviewResponse dismiss(Caller caller, @PathVariable UUID id) {
        decisions.dismiss(caller.tenantId(), id);
        return new DecidedReviewResponse(id, State.DISMISSED.code(), List.of());
    }
}
