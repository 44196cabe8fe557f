package ai.tulia.messaging.activities.dispatch;

import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.delivery.ErrorClass;
import ai.tulia.messaging.domain.delivery.ProviderError;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.twilio.TwilioErrors;
import ai.tulia.messaging.store.consent.ConsentLedger;
import ai.tulia.messaging.store.customer.ReachableCustomers;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What failures tell of their recipients: who opted out, and who cannot be reached. From now on we know it, too. */
@Component
public class RecipientFailures {
    private final ConsentLedger consents;
    private final ReachableCustomers reachable;

    RecipientFailures(ConsentLedger consents, ReachableCustomers reachable) {
        this.consents = consents;
        this.reachable = reachable;
    }

    /** @param code as it is shown to tenants */
    public record Failure(UUID customerId, Channel channel, ProviderError error, String code) {}

    /** Whether there is something to record. */
    public static boolean concernsRecipient(ProviderError error) {
        return error.reaction() == ErrorClass.OPT_OUT || TwilioErrors.isUnreachable(error);
    }

    /** Before their messages are written, within the open tenant transaction. */
    public void lock(UUID tenantId, Collection<UUID> customers) {
        if (!customers.isEmpty()) {
            consents.lockCustomers(tenantId, customers);
        }
    }

    /** Within the open tenant transaction, whose {@link #lock} they have. */
    public void record(UUID tenantId, List<Failure> failures, Instant at) {
        failures.stream()
                .filter(failure -> failure.error().reaction() == ErrorClass.OPT_OUT)
                .forEach(failure -> consents.record(
                        tenantId,
                        failure.customerId(),
                        failure.channel(),
                        TwilioErrors.withdraws(failure.error()),
                        ConsentState.WITHDRAWN,
                        "provider",
                        failure.code(),
                        at));
        reachable.markUnreachable(
                tenantId,
                failures.stream()
                        .filter(failure -> TwilioErrors.isUnreachable(failure.error()))
                        .map(Failure::customerId)
                        .toList(),
                at);
    }
}
