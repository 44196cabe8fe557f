package ai.tulia.messaging.workflows.message;

import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.workflows.StepOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Asks, waits, asks again, sends. Every step's outcome is in the ledger before the workflow learns of it. */
public class MessageWorkflowImpl implements MessageWorkflow {
    private final MessageActivities steps = Workflow.newLocalActivityStub(MessageActivities.class, StepOptions.step());
    private final MessageDeliveryActivities delivery =
            Workflow.newActivityStub(MessageDeliveryActivities.class, MessageActivityOptions.send());
    private @Nullable Alarm alarm;
    private boolean woken;

    @Override
    public void run(MessageRef message) {
        try {
            StepResult step = next(message);
            while (step.kind() == StepResult.Kind.WAIT) {
                showDetails(step);
                sleep(step);
                step = next(message);
            }
            close(step);
        } catch (CanceledFailure | ActivityFailure e) {
            if (!CancellationScope.current().isCancelRequested()) {
                throw e;
            }
            Workflow.newDetachedCancellationScope(() -> close(steps.cancelMessage(message, now())))
                    .run();
            throw e;
        }
    }

    @Override
    public void wake() {
        woken = true;
    }

    private StepResult next(MessageRef message) {
        woken = false;
        // Shown in the Web UI. What it found decides nothing: each decision reads the facts anew, under the row's lock.
        steps.checkConsent(message);
        StepResult step = steps.decideDispatch(message, now());
        if (step.kind() == StepResult.Kind.GO) {
            step = steps.reserveQuota(message, now());
        }
        if (step.kind() != StepResult.Kind.GO) {
            return step;
        }
        steps.renderMessage(message);
        return delivery.sendThroughTwilio(message);
    }

    /** Sleeps until the step's instant, or until the ledger row changed. */
    private void sleep(StepResult step) {
        Instant until = java.util.Objects.requireNonNull(step.until());
        Duration left = Duration.between(now(), until);
        if (left.isNegative() || left.isZero()) {
            return;
        }
        String why = step.reason() + " until " + until;
        Alarm set = alarm;
        if (set == null || !set.why().equals(why) || set.fired().isCompleted()) {
            if (set != null) {
                set.scope().cancel();
            }
            set = Alarm.set(left, why);
            alarm = set;
        }
        Promise<Void> fired = set.fired();
        Workflow.await(() -> woken || fired.isCompleted());
    }

    /**
     * A timer that is still set after a wake: a wait for the same thing goes on with it, another one replaces it, and a
     * message that goes out leaves it to end with its workflow. Each spares an event or two.
     */
    private record Alarm(String why, Promise<Void> fired, CancellationScope scope) {
        static Alarm set(Duration left, String why) {
            CompletablePromise<Void> fired = Workflow.newPromise();
            var options = TimerOptions.newBuilder().setSummary(why).build();
            CancellationScope scope =
                    Workflow.newCancellationScope(() -> fired.completeFrom(Workflow.newTimer(left, options)));
            scope.run();
            return new Alarm(why, fired, scope);
        }
    }

    private void close(StepResult step) {
        showDetails(step);
        if (step.status() != null && !step.status().equals("pending")) {
            Workflow.upsertTypedSearchAttributes(SearchAttribute.MESSAGE_STATUS.valueSet(step.status()));
        }
    }

    private void showDetails(StepResult step) {
        Workflow.setCurrentDetails(step.until() == null ? step.reason() : step.reason() + " until " + step.until());
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }
}
