package ai.tulia.messaging.workflows.broadcast;

import io.temporal.workflow.Workflow;

/** When a run hands over to the next, which begins with an empty history. */
final class LongHistory {
    /** Far below the server's warning at 10,240. */
    private static final int EVENTS = 4_000;

    private LongHistory() {}

    static boolean isThisOne() {
        var info = Workflow.getInfo();
        return info.isContinueAsNewSuggested() || info.getHistoryLength() > EVENTS;
    }
}
