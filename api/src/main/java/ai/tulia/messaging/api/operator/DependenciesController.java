package ai.tulia.messaging.api.operator;

import ai.tulia.messaging.api.security.OperatorOnly;
import ai.tulia.messaging.api.temporal.TemporalCheck;
import ai.tulia.messaging.store.message.AccountFaultQueries;
import ai.tulia.messaging.store.quota.RedisCheck;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What this process stands on, as it finds it now. */
@RestController
@Tag(name = "Operations")
@OperatorOnly
class DependenciesController {
    private static final Logger log = LoggerFactory.getLogger(DependenciesController.class);
    private static final int MAX_FAULTS = 50;

    private final AccountFaultQueries ledger;
    private final RedisCheck redis;
    private final TemporalCheck temporal;

    DependenciesController(AccountFaultQueries ledger, RedisCheck redis, TemporalCheck temporal) {
        this.ledger = ledger;
        this.redis = redis;
        this.temporal = temporal;
    }

    @Operation(
            operationId = "getDependencies",
            summary =
                    "Show whether PostgreSQL, Redis and Temporal answer, and for which Twilio accounts messages failed",
            description =
                    "As this API process finds them now, within seconds; the answer is 200 whatever is away. Twilio itself"
                            + " is asked by verifyTwilioAccounts.")
    @GetMapping("/v1/admin/dependencies")
    DependenciesResponse get() {
        return DependenciesResponse.of(ledger(), redis.answers(), temporal.look());
    }

    private AccountFaultQueries.@Nullable LedgerState ledger() {
        try {
            return ledger.look(MAX_FAULTS);
        } catch (DataAccessException | TransactionException e) {
            log.warn("the ledger did not answer: {}", e.getClass().getName());
            return null;
        }
    }
}
