package ai.tulia.messaging.api.conversation;

import ai.tulia.messaging.api.customer.WithdrawalFollowUp;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.store.consent.ConsentLedger;
import ai.tulia.messaging.store.consent.WithdrawalEffect;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.inbound.InboundMessage;
import ai.tulia.messaging.store.inbound.InboundMessageRepository;
import ai.tulia.messaging.store.inbound.OptOutReviewRepository;
import ai.tulia.messaging.store.inbound.OptOutReviewRepository.State;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Decides texts that may be opt-outs: once, and the same way again. */
@Component
class OptOutReviewService {
    private static final String SOURCE = "review";

    private final TenantTransactions transactions;
    private final OptOutReviewRepository reviews;
    private final InboundMessageRepository messages;
    private final ConsentLedger consents;
    private final WithdrawalFollowUp followUp;
    private final Clock clock;

    OptOutReviewService(
            TenantTransactions transactions,
            OptOutReviewRepository reviews,
            InboundMessageRepository messages,
            ConsentLedger consents,
            WithdrawalFollowUp followUp,
            Clock clock) {
        this.transactions = transactions;
        this.reviews = reviews;
        this.messages = messages;
        this.consents = consents;
        this.followUp = followUp;
        this.clock = clock;
    }

    /**
     * It is an opt-out: withdraws the channel's consent, as a STOP does.
     *
     * @return what that meant for accepted messages; nothing when it was accepted before
     * @throws ApiProblem 404 when there is none, 409 when it was dismissed
     */
    WithdrawalEffect accept(UUID tenant, UUID id) {
        WithdrawalEffect effect = transactions.call(
                tenant, () -> decide(tenant, id, State.ACCEPTED) ? withdraw(tenant, id) : WithdrawalEffect.NONE);
        followUp.run(tenant, effect);
        return effect;
    }

    /** @throws ApiProblem 404 when there is none, 409 when it was accepted */
    void dismiss(UUID tenant, UUID id) {
        transactions.call(tenant, () -> decide(tenant, id, State.DISMISSED));
    }

    /** @return whether it was still to be decided; false when it was decided the same way before */
    private boolean decide(UUID tenant, UUID id, State wanted) {
        State state = reviews.lock(tenant, id).orElseThrow(() -> ApiProblem.notFound("review"));
        if (state == State.PENDING) {
            reviews.decide(tenant, id, wanted, clock.instant());
            return true;
        }
        if (state != wanted) {
            throw ApiProblem.of(
                    HttpStatus.CONFLICT,
                    "review_decided",
                    "it was " + state.code() + " before; record the consent anew if that was wrong");
        }
        return false;
    }

    private WithdrawalEffect withdraw(UUID tenant, UUID id) {
        InboundMessage message = messages.find(tenant, id).orElseThrow();
        return consents.record(
                tenant,
                Objects.requireNonNull(message.customerId()),
                message.channel(),
                ConsentType.ALL,
                ConsentState.WITHDRAWN,
                SOURCE,
                message.received().sid(),
                clock.instant());
    }
}
