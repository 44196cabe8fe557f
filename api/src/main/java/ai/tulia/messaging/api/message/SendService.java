package ai.tulia.messaging.api.message;

import ai.tulia.messaging.activities.dispatch.Dispatcher;
import ai.tulia.messaging.api.headers.Preferences;
import ai.tulia.messaging.api.idempotency.KeyLink;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.temporal.MessageWorkflows;
import ai.tulia.messaging.store.message.StoredMessage;
import ai.tulia.messaging.store.quota.QuotaCounters;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Sends a message now. Its first commit makes it, with its first attempt where it may go; then comes the POST, and the
 * second commit writes the outcome. Only what waits gets a workflow. Killed anywhere, this process leaves a row that the
 * sweeper starts or settles.
 */
@Component
class SendService {
    private final Dispatcher dispatcher;
    private final NewMessageClaims claims;
    private final MessageAcceptor acceptor;
    private final SendClock clock;
    private final QuotaCounters counters;
    private final MessageWorkflows workflows;
    private final MessageReader messages;
    private final SendResponseMapper responses;
    private final KeyLink keys;

    SendService(
            Dispatcher dispatcher,
            NewMessageClaims claims,
            MessageAcceptor acceptor,
            SendClock clock,
            QuotaCounters counters,
            MessageWorkflows workflows,
            MessageReader messages,
            SendResponseMapper responses,
            KeyLink keys) {
        this.dispatcher = dispatcher;
        this.claims = claims;
        this.acceptor = acceptor;
        this.clock = clock;
        this.counters = counters;
        this.workflows = workflows;
        this.messages = messages;
        this.responses = responses;
        this.keys = keys;
    }

    /** @throws ApiProblem for what cannot become a message, and for a message that will not go out */
    ResponseEntity<MessageResponse> send(UUID tenantId, SendCommand command) {
        NewMessageClaims.NewMessageClaim claim = claims.of(tenantId, command);
        dispatch(tenantId, claim);
        StoredMessage message = claim.settled();
        if (message == null) {
            message = messages.required(claim.ref());
        } else {
            keys.kept();
        }
        if (message.state().isBeforeSend()) {
            workflows.start(message.ref(), message.type());
        }
        return responses.of(message);
    }

    /**
     * Accepts it, and answers before it is dispatched: its workflow does that, as for what waits.
     *
     * @throws ApiProblem for what cannot become a message, and for one that the rules refuse at once
     */
    ResponseEntity<MessageResponse> accept(UUID tenantId, SendCommand command) {
        MessageAcceptor.Accepted accepted = acceptor.acceptAsap(tenantId, command, clock.now());
        StoredMessage message = messages.required(accepted.ref());
        ResponseEntity<MessageResponse> answer = responses.of(message);
        workflows.start(message.ref(), message.type());
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .header(Preferences.APPLIED, Preferences.RESPOND_ASYNC)
                .body(answer.getBody());
    }

    private void dispatch(UUID tenantId, NewMessageClaims.NewMessageClaim claim) {
        try {
            dispatcher.dispatch(tenantId, claim, clock::now);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (RuntimeException e) {
            if (claim.hasLostItsUnit()) {
                // There is no row that its unit could belong to.
                counters.releaseInRedis(claim.ref());
            }
            throw e;
        }
    }
}
