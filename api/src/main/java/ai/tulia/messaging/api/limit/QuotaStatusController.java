package ai.tulia.messaging.api.limit;

import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.quota.QuotaCounters;
import ai.tulia.messaging.store.tenant.TenantQueries;
import ai.tulia.messaging.store.tenant.TenantSettings;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequiresScope(Scopes.ANALYTICS)
@Tag(name = "Limits")
class QuotaStatusController {
    private final TenantTransactions transactions;
    private final TenantQueries tenants;
    private final QuotaCounters counters;
    private final Clock clock;

    QuotaStatusController(TenantTransactions transactions, TenantQueries tenants, QuotaCounters counters, Clock clock) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.counters = counters;
        this.clock = clock;
    }

    @GetMapping("/v1/messages/rate-limit-status")
    @Operation(operationId = "getRateLimitStatus", summary = "How full the rolling 24 h are")
    QuotaStatusResponse status(Caller caller) {
        Instant now = clock.instant();
        TenantSettings tenant = transactions.call(caller.tenantId(), () -> tenants.settings(caller.tenantId()));
        return QuotaStatusResponse.of(counters.usage(tenant.id(), tenant.dailyLimit(), now), tenant.zone(), now);
    }
}
