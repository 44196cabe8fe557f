package ai.tulia.messaging.store.database;

import org.springframework.transaction.CannotCreateTransactionException;

/** The tenant has as many transactions under way as it may have beside others; none came to an end in time. */
public final class TenantBusyException extends CannotCreateTransactionException {
    TenantBusyException() {
        super("the tenant has as many transactions under way as it may have");
    }
}
