package ai.tulia.messaging.bench.faults;

/**
 * One thing that must hold.
 *
 * @param what was looked at
 * @param measured what was found
 * @param bar what was to be found
 */
record Mark(String what, String measured, String bar, boolean met) {}
