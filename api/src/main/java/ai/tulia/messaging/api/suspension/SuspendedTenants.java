package ai.tulia.messaging.api.suspension;

import ai.tulia.messaging.api.idempotency.IdempotencyRecord;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.store.tenant.TenantQueries;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Refuses what would send while the operator has the tenant suspended; what was accepted before waits, by the policy. */
@Component
public class SuspendedTenants {
    private final TenantQueries tenants;

    SuspendedTenants(TenantQueries tenants) {
        this.tenants = tenants;
    }

    /**
     * Within the open tenant transaction.
     *
     * @throws ApiProblem 403 when it is suspended; not remembered for the request's Idempotency-Key
     */
    public void refuse(UUID tenantId) {
        refuse(tenants.suspended(tenantId));
    }

    /** The same, where it is known. */
    public static void refuse(boolean suspended) {
        if (suspended) {
            IdempotencyRecord.current().ifPresent(IdempotencyRecord::forget);
            throw ApiProblem.of(
                    HttpStatus.FORBIDDEN,
                    "tenant_suspended",
                    "the operator suspended this tenant: nothing new is sent, what was accepted before waits;"
                            + " reads go on. Ask the operator, and send it again once the tenant is resumed");
        }
    }
}
