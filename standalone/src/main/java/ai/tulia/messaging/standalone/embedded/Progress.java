package ai.tulia.messaging.standalone.embedded;

import java.time.Duration;

/** Told what starts and stops, from several threads at once. */
@FunctionalInterface
public interface Progress {
    /** @param detail what a person may want to know beside the state; often empty */
    void report(String server, State state, Duration since, String detail);

    /** Where a server is in its life. */
    enum State {
        STARTING,
        /** Something worth a line happened on the way. */
        NOTE,
        READY,
        STOPPED
    }
}
