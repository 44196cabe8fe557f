package ai.tulia.messaging.store.inbound;

import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.store.consent.Consent;
import ai.tulia.messaging.store.consent.ConsentLedger;
import ai.tulia.messaging.store.consent.WithdrawalEffect;
import ai.tulia.messaging.store.customer.CustomersByAddress.Found;
import ai.tulia.messaging.store.customer.ReachableCustomers;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What follows once it is known who wrote: the session, and opt-outs of whom the writer was known as until now. */
@Component
class WriterFollowUp {
    /** What is said by a keyword. A START takes back what a STOP said, and nothing that was said otherwise. */
    static final String KEYWORD = "keyword";

    private static final String LINKED = "linked_address";

    private final SessionRepository sessions;
    private final ReachableCustomers reachable;
    private final ConsentLedger consents;

    WriterFollowUp(SessionRepository sessions, ReachableCustomers reachable, ConsentLedger consents) {
        this.sessions = sessions;
        this.reachable = reachable;
        this.consents = consents;
    }

    /** @param sender the tenant's, which was written to at that time */
    WithdrawalEffect run(UUID tenant, Found found, Channel channel, String sender, Instant wroteAt, Instant now) {
        if (channel == Channel.WHATSAPP) {
            sessions.open(tenant, found.customerId(), sender, wroteAt);
            reachable.markReachable(tenant, found.customerId());
        }
        return joinOptOuts(tenant, found, now);
    }

    /** Two customers who turn out to be one: what either withdrew is withdrawn, what either granted is not copied. */
    private WithdrawalEffect joinOptOuts(UUID tenant, Found found, Instant now) {
        UUID linked = found.linked();
        if (linked == null) {
            return WithdrawalEffect.NONE;
        }
        WithdrawalEffect effect = WithdrawalEffect.NONE;
        for (Consent consent : consents.current(tenant, linked)) {
            if (consent.state() == ConsentState.WITHDRAWN) {
                String source = KEYWORD.equals(consent.source()) ? KEYWORD : LINKED;
                effect = effect.and(consents.record(
                        tenant,
                        found.customerId(),
                        consent.channel(),
                        consent.type(),
                        ConsentState.WITHDRAWN,
                        source,
                        consent.proof(),
                        now));
            }
        }
        return effect;
    }
}
