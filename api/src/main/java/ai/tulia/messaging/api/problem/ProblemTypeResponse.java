package ai.tulia.messaging.api.problem;

/**
 * What a problem's code means.
 *
 * @param status the HTTP status of every problem with this code
 * @param meaning what is wrong
 * @param remedy what to do about it
 */
public record ProblemTypeResponse(String code, int status, String meaning, String remedy) {}
