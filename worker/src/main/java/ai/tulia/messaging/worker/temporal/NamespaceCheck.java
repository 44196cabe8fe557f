package ai.tulia.messaging.worker.temporal;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Asks Temporal whether the namespace can be polled. */
@Component
class NamespaceCheck {
    /** Below the three seconds that a probe usually waits. */
    private static final long ANSWER_WITHIN_MILLIS = 2_000;

    private final WorkflowClient temporal;

    NamespaceCheck(WorkflowClient temporal) {
        this.temporal = temporal;
    }

    String name() {
        return temporal.getOptions().getNamespace();
    }

    /** @return why it cannot be polled now, for log and health; empty when it can */
    Optional<String> obstacle() {
        try {
            temporal.getWorkflowServiceStubs()
                    .blockingStub()
                    .withDeadlineAfter(ANSWER_WITHIN_MILLIS, TimeUnit.MILLISECONDS)
                    .describeNamespace(DescribeNamespaceRequest.newBuilder()
                            .setNamespace(name())
                            .build());
            return Optional.empty();
        } catch (StatusRuntimeException e) {
            return Optional.of(describe(e));
        }
    }

    /** A failed call to Temporal, in words. */
    String describe(StatusRuntimeException failure) {
        Status.Code code = failure.getStatus().getCode();
        String target = temporal.getWorkflowServiceStubs().getOptions().getTarget();
        return code == Status.Code.NOT_FOUND
                ? "namespace '%s' does not exist in Temporal at %s".formatted(name(), target)
                : "Temporal at %s does not answer (%s)".formatted(target, code);
    }
}
