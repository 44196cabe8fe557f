package ai.tulia.messaging.api.problem;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What is wrong with a JSON body: which field, what was expected there, or which line and column. */
public final class JsonProblems {
    private static final int MAX_NAME_LENGTH = 100;

    private JsonProblems() {}

    public static ApiProblem problemFor(HttpMessageNotReadableException unreadable) {
        return unreadable.getCause() instanceof JacksonException wrong ? problemFor(wrong) : empty();
    }

    /** The same for a document that a controller reads itself. */
    public static ApiProblem problemFor(JacksonException wrong) {
        return switch (wrong) {
            case UnrecognizedPropertyException unknown -> unknown(unknown);
            case MismatchedInputException mismatch ->
                ApiProblem.invalid(
                        path(mismatch), "has the wrong type or form", "give " + inWords(mismatch.getTargetType()));
            default ->
                wrong.getPath().isEmpty()
                        ? broken(wrong.getLocation())
                        : ApiProblem.invalid(path(wrong), "cannot be read", "give " + inWords(null));
        };
    }

    public static ApiProblem empty() {
        return syntax("the body is empty; send a JSON object", "is empty");
    }

    public static ApiProblem broken(@Nullable TokenStreamLocation at) {
        String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return syntax("the body is not valid JSON" + where, "is not valid JSON" + where);
    }

    public static ApiProblem syntax(String detail, String problem) {
        return new ApiProblem(
                HttpStatus.BAD_REQUEST,
                "invalid_json",
                detail,
                List.of(new FieldError("body", problem, "send one JSON object in UTF-8")));
    }

    /** A type as a caller knows it. */
    public static String inWords(@Nullable Class<?> type) {
        if (type == null) {
            return "a value of the type that /v1/openapi.json says";
        }
        return switch (type.getSimpleName()) {
            case "String" -> "a string";
            case "Integer", "int", "Long", "long", "BigInteger" -> "a whole number";
            case "Double", "double", "BigDecimal" -> "a number";
            case "Boolean", "boolean" -> "true or false";
            case "Instant" -> "an instant such as " + Checks.INSTANT;
            case "UUID" -> "an id (UUID)";
            default -> ofShape(type);
        };
    }

    private static String ofShape(Class<?> type) {
        if (type.isEnum()) {
            return "one of the words that /v1/openapi.json lists";
        }
        return type.isArray() || Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }

    private static ApiProblem unknown(UnrecognizedPropertyException unknown) {
        Collection<Object> known = unknown.getKnownPropertyIds();
        String fields = known == null
                ? "none"
                : known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
        return ApiProblem.invalid(path(unknown), "is unknown here", "leave it out; known: " + fields);
    }

    private static String path(JacksonException wrong) {
        var path = new StringBuilder();
        for (JacksonException.Reference step : wrong.getPath()) {
            String name = step.getPropertyName();
            if (name == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(shortened(name));
            }
        }
        return path.isEmpty() ? "body" : path.toString();
    }

    /** A name that the caller made up, fit to be said back. */
    public static String shortened(String name) {
        return name.length() <= MAX_NAME_LENGTH ? name : name.substring(0, MAX_NAME_LENGTH) + "…";
    }
}
