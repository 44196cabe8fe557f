package ai.tulia.messaging.domain.time;

import java.time.ZoneId;

/**
 * The time zones of a message.
 *
 * @param recipient the customer's, or the tenant's when the customer has none
 * @param source which of the two it is
 */
public record TimeZones(ZoneId recipient, ZoneSource source, ZoneId tenant) {}
