package ai.tulia.messaging.domain.consent;

/**
 * What a customer said that a message of one type on one channel depends on.
 *
 * @param ofType the consent that its type asks for
 * @param ofChannel the consent for the channel as a whole: withdrawn = opted out
 */
public record Consents(ConsentFact ofType, ConsentFact ofChannel) {}
