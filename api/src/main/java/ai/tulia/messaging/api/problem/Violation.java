package ai.tulia.messaging.api.problem;

/** What is wrong with one value, and what to do about it; the same words for JSON and for files. */
public record Violation(String problem, String hint) {}
