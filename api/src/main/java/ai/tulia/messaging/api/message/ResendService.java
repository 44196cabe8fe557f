package ai.tulia.messaging.api.message;

import ai.tulia.messaging.activities.dispatch.Dispatcher;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.temporal.BroadcastWorkflows;
import ai.tulia.messaging.api.temporal.MessageWorkflows;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.domain.delivery.ResendRule;
import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.DispatchPolicy;
import ai.tulia.messaging.domain.dispatch.StopReason;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.broadcast.Broadcast;
import ai.tulia.messaging.store.broadcast.BroadcastRepository;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.StoredMessage;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Gives a message that failed a new attempt. One of its own is dispatched as a new one is; one of a broadcast or batch goes
 * back in its line. Of two requests at once the second finds it on its way.
 */
@Component
class ResendService {
    private final Dispatcher dispatcher;
    private final ResendClaims claims;
    private final ResendableMessages resendable;
    private final SendClock clock;
    private final TenantTransactions transactions;
    private final BroadcastRepository broadcasts;
    private final MessageWorkflows workflows;
    private final BroadcastWorkflows broadcastWorkflows;
    private final MessageReader messages;
    private final SendResponseMapper responses;

    ResendService(
            Dispatcher dispatcher,
            ResendClaims claims,
            ResendableMessages resendable,
            SendClock clock,
            TenantTransactions transactions,
            BroadcastRepository broadcasts,
            MessageWorkflows workflows,
            BroadcastWorkflows broadcastWorkflows,
            MessageReader messages,
            SendResponseMapper responses) {
        this.dispatcher = dispatcher;
        this.claims = claims;
        this.resendable = resendable;
        this.clock = clock;
        this.transactions = transactions;
        this.broadcasts = broadcasts;
        this.workflows = workflows;
        this.broadcastWorkflows = broadcastWorkflows;
        this.messages = messages;
        this.responses = responses;
    }

    /** @throws ApiProblem 409 for one that may have no new attempt; and as a send is answered that will not go out */
    ResponseEntity<MessageResponse> resend(MessageRef ref) {
        UUID broadcast = messages.required(ref).recipient().broadcastId();
        if (broadcast == null) {
            dispatch(ref);
        } else {
            putBackInLine(ref, new BroadcastRef(ref.tenantId(), broadcast));
        }
        StoredMessage message = messages.required(ref);
        if (broadcast == null && message.state().isBeforeSend()) {
            workflows.startAgain(ref, message.type());
        }
        return responses.of(message);
    }

    private void dispatch(MessageRef ref) {
        ResendClaims.ResendClaim claim = claims.of(ref);
        try {
            dispatcher.dispatch(ref.tenantId(), claim, clock::now);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ResendClaims.StoppedException stopped) {
            throw stopped(claim.failed(), Objects.requireNonNull(claim.stoppedBy()));
        }
    }

    /** Locked first, as whoever resumes it: a broadcast cannot end between the two. */
    private void putBackInLine(MessageRef ref, BroadcastRef broadcastRef) {
        Instant now = clock.now();
        Broadcast broadcast = transactions.call(ref.tenantId(), () -> {
            Broadcast locked = broadcasts.lockForUpdate(broadcastRef).orElseThrow(() -> ApiProblem.notFound("message"));
            ResendableMessages.Resendable taken = resendable.lock(ref, now);
            if (locked.status() == BroadcastStatus.CANCELED) {
                throw ResendableMessages.notResendable(taken.message(), ResendRule.Refusal.BROADCAST_CANCELED);
            }
            if (DispatchPolicy.decide(taken.row().facts(), now) instanceof DispatchDecision.Stop stop) {
                throw stopped(taken.message(), stop.reason());
            }
            resendable.request(taken, now);
            if (locked.status() == BroadcastStatus.COMPLETED) {
                broadcasts.reopen(broadcastRef, now);
            }
            return locked;
        });
        broadcastWorkflows.start(broadcastRef, broadcast.type());
    }

    /** Nothing of it is kept: it is as it was, and may be tried again. */
    private ApiProblem stopped(StoredMessage message, StopReason reason) {
        return switch (reason) {
            case VALIDITY_ENDED, MISSING_VARIABLE ->
                MessageProblems.notResendable(
                        message,
                        "it could not go out within its validity any more",
                        ResendRule.Refusal.VALIDITY_ENDED.hint());
            case OVER_DAILY_LIMIT -> responses.overLimit(message);
            default -> RefusalProblems.of(message, reason);
        };
    }
}
