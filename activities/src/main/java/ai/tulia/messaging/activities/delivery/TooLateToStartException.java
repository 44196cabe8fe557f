package ai.tulia.messaging.activities.delivery;

import java.io.IOException;

/** The call's time to start was over when it had its connection: nothing of its request was written. */
final class TooLateToStartException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLateToStartException() {
        super("no connection in time");
    }
}
