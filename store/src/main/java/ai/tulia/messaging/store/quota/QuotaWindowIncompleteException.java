package ai.tulia.messaging.store.quota;

import java.time.Instant;

/** This run of Redis does not have all of the tenant's units: they are to be refilled, outside of a transaction. */
class QuotaWindowIncompleteException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Instant now;
    private final long run;

    /** @param now the time asked by; @param run which run of Redis, as far as it says so; 0 = unknown */
    QuotaWindowIncompleteException(Instant now, long run) {
        super("the window of this run of Redis is not whole", null, false, false);
        this.now = now;
        this.run = run;
    }

    Instant now() {
        return now;
    }

    long run() {
        return run;
    }
}
