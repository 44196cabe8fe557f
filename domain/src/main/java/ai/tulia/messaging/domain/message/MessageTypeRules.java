package ai.tulia.messaging.domain.message;

import ai.tulia.messaging.domain.consent.ConsentType;
import java.time.Duration;

/**
 * The rules of one message type. Every type takes a unit in the tenant's rolling 24 h; only some are deferred or refused by it.
 *
 * @param consent the consent that governs the type
 * @param consentRequired true: it must have been granted; false: it must not have been withdrawn
 * @param subjectToQuietHours whether it waits while the customer has quiet hours
 * @param subjectToDailyLimit whether the daily limit defers or refuses it (others take a unit even above the limit)
 * @param failOpen true: it goes out while the counters are away, journaled; false: it waits for them
 * @param validity how long after it was due it may still go out, when the caller names no end
 * @param broadcastable false: only for one customer at a time
 * @param priority 1 (first) to 5 (last), as Temporal counts task priorities
 */
public record MessageTypeRules(
        ConsentType consent,
        boolean consentRequired,
        boolean subjectToQuietHours,
        boolean subjectToDailyLimit,
        boolean failOpen,
        Duration validity,
        boolean broadcastable,
        int priority) {}
