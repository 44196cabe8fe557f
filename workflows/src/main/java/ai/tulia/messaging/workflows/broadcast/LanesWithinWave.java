package ai.tulia.messaging.workflows.broadcast;

import io.temporal.workflow.Workflow;

/** Whether other lanes begin and end within a wave of this run. In a run of before, the wave ended for them. */
final class LanesWithinWave {
    private static final String CHANGE = "lanes-within-wave";

    /** 0 = not asked for. */
    private int version;

    boolean areOn() {
        // Asked for once: where a run of before is replayed, a second call would yield to the other lanes.
        if (version == 0) {
            version = Workflow.getVersion(CHANGE, Workflow.DEFAULT_VERSION, 1);
        }
        return version == 1;
    }
}
