package ai.tulia.messaging.api.problem;

/**
 * One thing that is wrong in a request.
 *
 * @param field path of the field in snake_case, such as {@code context.name}; a header or parameter by its name
 * @param problem what is wrong
 * @param hint what to do about it
 */
public record FieldError(String field, String problem, String hint) {}
