package ai.tulia.messaging.store.customer;

/**
 * What one batch did.
 *
 * @param created customers made
 * @param updated customers changed
 * @param unchanged customers that already were as the file says
 * @param stillWithdrawn consents the file would grant although they were withdrawn: they stay withdrawn
 */
public record BatchOutcome(int created, int updated, int unchanged, int stillWithdrawn) {
    public static final BatchOutcome NONE = new BatchOutcome(0, 0, 0, 0);

    public BatchOutcome plus(BatchOutcome more) {
        return new BatchOutcome(
                created + more.created,
                updated + more.updated,
                unchanged + more.unchanged,
                stillWithdrawn + more.stillWithdrawn);
    }
}
