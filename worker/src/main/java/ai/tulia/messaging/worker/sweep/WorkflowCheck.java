package ai.tulia.messaging.worker.sweep;

import ai.tulia.messaging.activities.message.Decisions;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.MessageQueries;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.store.message.Transition;
import ai.tulia.messaging.store.quota.QuotaCounters;
import ai.tulia.messaging.store.sweep.OpenMessage;
import ai.tulia.messaging.workflows.message.MessageWorkflowStarter;
import ai.tulia.messaging.workflows.message.StepResult;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Compares one open row with its workflow and repairs the difference; an attempt that is lost it settles. */
@Component
class WorkflowCheck {
    /** A workflow this late after its wake time missed a signal; one less late is just busy. */
    private static final Duration LATE = Duration.ofSeconds(15);

    private final WorkflowClient temporal;
    private final MessageWorkflowStarter workflows;
    private final TenantTransactions transactions;
    private final MessageQueries messages;
    private final MessageTransitions transitions;
    private final Decisions decisions;
    private final QuotaCounters counters;

    WorkflowCheck(
            WorkflowClient temporal,
            MessageWorkflowStarter workflows,
            TenantTransactions transactions,
            MessageQueries messages,
            MessageTransitions transitions,
            Decisions decisions,
            QuotaCounters counters) {
        this.temporal = temporal;
        this.workflows = workflows;
        this.transactions = transactions;
        this.messages = messages;
        this.transitions = transitions;
        this.decisions = decisions;
        this.counters = counters;
    }

    /** Whether a failure was of what was looked at. */
    boolean temporalAnswers() {
        try {
            return DescribedWorkflow.find(temporal, "none").isEmpty();
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** @return whether something was done */
    boolean recover(OpenMessage message, Instant now) {
        MessageRef ref = message.ref();
        if (message.state() == MessageState.SENDING) {
            return settle(ref, now);
        }
        var described = DescribedWorkflow.find(temporal, MessageWorkflowStarter.workflowId(ref));
        // Never started, or Temporal lost it.
        if (described.isEmpty()) {
            return workflows.start(ref, message.type());
        }
        return switch (described.get().status()) {
            case WORKFLOW_EXECUTION_STATUS_RUNNING ->
                isLate(message, now) && described.get().isIdle() && workflows.wake(ref);
            // It ended with its message UNKNOWN or SENT, and the provider put that back in line later; or it ended just
            // now.
            case WORKFLOW_EXECUTION_STATUS_COMPLETED,
                    WORKFLOW_EXECUTION_STATUS_FAILED,
                    WORKFLOW_EXECUTION_STATUS_TIMED_OUT -> isOpen(ref) && workflows.startAgain(ref, message.type());
            // An operator's stop: it is not started again.
            case WORKFLOW_EXECUTION_STATUS_TERMINATED, WORKFLOW_EXECUTION_STATUS_CANCELED -> close(message, now);
            default -> false;
        };
    }

    /** Read again once its workflow is known to have ended: a sweep may be long, and knows the row from its beginning. */
    private boolean isOpen(MessageRef ref) {
        return transactions
                .read(ref.tenantId(), () -> messages.find(ref))
                .filter(message -> message.state().isOpen() && message.state() != MessageState.UNKNOWN)
                .isPresent();
    }

    /** Stopped by an operator: what has not begun to leave is canceled, and a lost attempt may have left. */
    private boolean close(OpenMessage message, Instant now) {
        MessageRef ref = message.ref();
        boolean canceled = transactions.call(
                ref.tenantId(), () -> transitions.apply(new Transition.Canceled(ref, "temporal"), now));
        if (canceled) {
            // No workflow is left to do it: its reservation, or its wait for one, goes to the others.
            counters.releaseInRedis(ref);
            return true;
        }
        return settle(ref, now);
    }

    /** A lost attempt may have left; one that is not lost yet has somebody who may still write its outcome. */
    private boolean settle(MessageRef ref, Instant now) {
        return transactions.call(
                ref.tenantId(),
                () -> decisions.underLock(ref, now, row -> false, step -> step.kind() == StepResult.Kind.STOP));
    }

    private static boolean isLate(OpenMessage message, Instant now) {
        return message.wakeAt() != null && message.wakeAt().plus(LATE).isBefore(now);
    }
}
