package ai.tulia.messaging.store.database;

import org.jspecify.annotations.Nullable;

/** What must be true of a row's version for a write to happen. Writers check it under the row's lock. */
@FunctionalInterface
public interface Precondition {
    /** The last write wins. */
    Precondition NONE = version -> {};

    /**
     * @param version the row's, as it is now; null = there is no such row
     * @throws RuntimeException when the write must not happen
     */
    void check(@Nullable Long version);
}
