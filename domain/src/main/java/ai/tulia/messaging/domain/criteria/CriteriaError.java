package ai.tulia.messaging.domain.criteria;

/**
 * One mistake in criteria.
 *
 * @param path where, such as {@code recipient_criteria.all[2].op}
 * @param problem what is wrong
 * @param hint what to do about it
 */
public record CriteriaError(String path, String problem, String hint) {}
