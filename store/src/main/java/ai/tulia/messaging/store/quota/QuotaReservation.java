package ai.tulia.messaging.store.quota;

import ai.tulia.messaging.domain.quota.QuotaAnswer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a reservation.
 *
 * @param answer the counters' word, to be put among the facts of the policy
 * @param grantedAt since when the message holds its unit (UTC); null unless granted
 * @param journaled granted without the counters; they learn of it when they are back. {@code used} is unknown then: 0
 */
public record QuotaReservation(QuotaAnswer answer, @Nullable Instant grantedAt, boolean journaled) {}
