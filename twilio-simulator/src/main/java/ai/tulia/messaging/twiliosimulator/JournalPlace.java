package ai.tulia.messaging.twiliosimulator;

/**
 * Where a line of the journal lies.
 *
 * @param offset of its first byte
 * @param length in bytes, without the line's end
 */
record JournalPlace(long offset, int length) {
    /** Where the next line starts. */
    long next() {
        return offset + length + 1;
    }
}
