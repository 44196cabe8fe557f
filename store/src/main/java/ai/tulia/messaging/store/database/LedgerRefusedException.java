package ai.tulia.messaging.store.database;

/** The ledger cannot be used as it is. The message says what an operator does about it. */
public final class LedgerRefusedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    LedgerRefusedException(String message) {
        super(message);
    }
}
