package ai.tulia.messaging.store.database;

/** The tenant has as much heavy work under way as it may have; none of this one was done. */
public final class TooMuchHeavyWorkException extends RuntimeException {}
