package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.suspension.SuspendedTenants;
import ai.tulia.messaging.domain.delivery.ResendRule;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.message.DispatchFactsQueries;
import ai.tulia.messaging.store.message.DispatchRow;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.store.message.StoredMessage;
import ai.tulia.messaging.store.message.Transition;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Messages that failed and may have a new attempt, within the open tenant transaction. */
@Component
class ResendableMessages {
    private final DispatchFactsQueries facts;
    private final MessageReader messages;
    private final MessageTransitions transitions;

    ResendableMessages(DispatchFactsQueries facts, MessageReader messages, MessageTransitions transitions) {
        this.facts = facts;
        this.messages = messages;
        this.transitions = transitions;
    }

    /** One that is locked. @param row what the rules look at */
    record Resendable(StoredMessage message, DispatchRow row) {}

    /** @throws ApiProblem 404; 409 when it may have no new attempt; 403 while the tenant is suspended */
    Resendable lock(MessageRef ref, Instant now) {
        StoredMessage seen = messages.required(ref);
        if (!facts.lockCustomer(ref.tenantId(), seen.recipient().customerId())) {
            throw notResendable(seen, ResendRule.Refusal.CUSTOMER_ERASED);
        }
        DispatchRow row;
        try {
            row = facts.ofMessageLocked(ref).orElseThrow(() -> ApiProblem.notFound("message"));
        } catch (DateTimeException unknownZone) {
            throw MessageProblems.notResendable(
                    messages.required(ref),
                    "the time zone of its customer, or the tenant's, is not known",
                    "give them one of the IANA database");
        }
        StoredMessage message = messages.required(ref);
        refusal(message, now).ifPresent(refusal -> {
            throw notResendable(message, refusal);
        });
        SuspendedTenants.refuse(row.facts().tenantSuspended());
        return new Resendable(message, row);
    }

    static ApiProblem notResendable(StoredMessage message, ResendRule.Refusal refusal) {
        return MessageProblems.notResendable(message, refusal.words(), refusal.hint());
    }

    private static Optional<ResendRule.Refusal> refusal(StoredMessage message, Instant now) {
        var outcome = message.outcome();
        Optional<ResendRule.Refusal> byAttempt =
                ResendRule.of(message.state(), outcome.failure().code(), outcome.providerMsgId() != null);
        if (byAttempt.isPresent()) {
            return byAttempt;
        }
        if (!now.isBefore(message.expiresAt())) {
            return Optional.of(ResendRule.Refusal.VALIDITY_ENDED);
        }
        return message.content().removedAt() == null ? Optional.empty() : Optional.of(ResendRule.Refusal.TEXT_REMOVED);
    }

    /** Puts a locked one back in line, for now. */
    void request(Resendable taken, Instant now) {
        StoredMessage message = taken.message();
        boolean changed = transitions.apply(
                new Transition.ResendRequested(
                        message.ref(),
                        message.progress().attempts(),
                        Objects.requireNonNullElse(message.outcome().failure().code(), ""),
                        message.outcome().providerMsgId(),
                        now),
                now);
        if (!changed) {
            throw new IllegalStateException("a locked message was changed by another transaction");
        }
    }
}
