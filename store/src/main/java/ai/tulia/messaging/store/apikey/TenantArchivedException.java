package ai.tulia.messaging.store.apikey;

/** A key was to be made for a tenant that is there no more. */
public final class TenantArchivedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TenantArchivedException() {
        super("the tenant was archived");
    }
}
