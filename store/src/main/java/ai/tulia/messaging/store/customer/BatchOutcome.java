package ai.tulia.messaging.store.customer;

/** What one batch did: customers made, customers changed, customers that already were as the file says. */
public record BatchOutcome(int created, int updated, int unchanged) {
    public static final BatchOutcome NONE = new BatchOutcome(0, 0, 0);

    public BatchOutcome plus(BatchOutcome more) {
        return new BatchOutcome(created + more.created, updated + more.updated, unchanged + more.unchanged);
    }
}
