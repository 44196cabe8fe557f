package ai.tulia.messaging.api.etag;

/** The answer of a resource under optimistic locking: goes out with an {@code ETag}. */
public interface Versioned {
    /** Counts the changes of the resource; not in its JSON. */
    long rowVersion();
}
