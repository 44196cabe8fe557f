package ai.tulia.messaging.bench.stage;

import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.api.history.v1.HistoryEvent;

/** A workflow task that a worker could not do. */
final class FailedWorkflowTask {
    private FailedWorkflowTask() {}

    /** One that waited for a worker which had kept the workflow and is gone has not failed: another one does it. */
    static boolean is(HistoryEvent event) {
        return event.hasWorkflowTaskFailedEventAttributes()
                || (event.hasWorkflowTaskTimedOutEventAttributes()
                        && event.getWorkflowTaskTimedOutEventAttributes().getTimeoutType()
                                != TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START);
    }

    static String cause(HistoryEvent event) {
        if (!event.hasWorkflowTaskFailedEventAttributes()) {
            return event.getWorkflowTaskTimedOutEventAttributes()
                    .getTimeoutType()
                    .name();
        }
        var failed = event.getWorkflowTaskFailedEventAttributes();
        return failed.getCause().name() + " " + failed.getFailure().getMessage();
    }
}
