package ai.tulia.messaging.worker.temporal;

import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Failures go into Temporal's history in the clear, and an exception's text may quote a row. Only its class leaves the
 * process; class and place stand in the worker's log.
 */
@Component
class PrivateFailures extends WorkerInterceptorBase {
    private static final Logger LOG = LoggerFactory.getLogger(PrivateFailures.class);

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new ActivityInboundCallsInterceptorBase(next) {
            @Override
            public ActivityOutput execute(ActivityInput input) {
                try {
                    return super.execute(input);
                } catch (CanceledFailure | ApplicationFailure e) {
                    throw e;
                } catch (RuntimeException e) {
                    Throwable root = e;
                    while (root.getCause() != null && root.getCause() != root) {
                        root = root.getCause();
                    }
                    String name =
                            e.getClass().getSimpleName() + "/" + root.getClass().getSimpleName();
                    StackTraceElement[] stack = root.getStackTrace();
                    LOG.warn("an activity failed: {} at {}", name, stack.length > 0 ? stack[0] : "?");
                    throw ApplicationFailure.newFailure(name, e.getClass().getName());
                }
            }
        };
    }
}
