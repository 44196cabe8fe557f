package ai.tulia.messaging.store.database;

import java.time.Instant;

/**
 * The time that all processes share: the database's. What is judged by how long ago another process did something is
 * judged by it, for a worker's own clock may be an hour off.
 */
public interface LedgerClock {
    Instant now();
}
