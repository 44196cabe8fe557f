package ai.tulia.messaging.domain.criteria;

/**
 * Where criteria ask for an attribute.
 *
 * @param path of the field, such as {@code recipient_criteria.all[2].field}
 * @param name without {@code attr.}
 */
public record AttributeUse(String path, String name) {}
