package ai.tulia.messaging.api.problem;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Gathers everything that is wrong in one request and says it at once. A missing value is wrong only where it is
 * {@link #required}; the other checks let null pass. What is wrong in itself (400) comes before what is impossible (422).
 */
public final class Checks {
    /** An instant, as hints show one. */
    public static final String INSTANT = "2027-01-31T09:00:00.000Z";

    private final List<FieldError> invalid = new ArrayList<>();
    private final List<FieldError> impossible = new ArrayList<>();
    private final Map<String, Object> members = new LinkedHashMap<>();
    private String impossibleCode = "";

    public Checks required(String field, @Nullable Object value) {
        return that(value != null, field, "is missing", "give a value");
    }

    /** One line of text: not blank, no control characters, at most this many characters. */
    public Checks text(String field, @Nullable String value, int maxLength) {
        return free(field, value, maxLength)
                .that(
                        value == null || value.chars().noneMatch(Character::isISOControl),
                        field,
                        "holds control characters",
                        "leave them out");
    }

    /** Text of several lines: not blank, no control characters but line breaks and tabs. */
    public Checks lines(String field, @Nullable String value, int maxLength) {
        return free(field, value, maxLength)
                .that(
                        value == null || value.chars().noneMatch(Checks::isStrayControl),
                        field,
                        "holds control characters",
                        "leave out all but line breaks and tabs");
    }

    public Checks oneOf(String field, @Nullable String value, Collection<String> codes) {
        return that(
                value == null || codes.contains(value),
                field,
                "is not one of the accepted values",
                "give one of " + String.join(", ", codes));
    }

    public Checks range(String field, @Nullable Long value, long least, long most) {
        return that(
                value == null || value >= least && value <= most,
                field,
                "is out of range",
                "give " + least + " to " + most);
    }

    /** An IANA name; anything else is 422 {@code unknown_zone}. */
    public Checks zone(String field, @Nullable String value) {
        return possible(
                value == null || ZoneId.getAvailableZoneIds().contains(value),
                "unknown_zone",
                field,
                "is no time zone of the IANA database",
                "give a name such as Europe/Berlin");
    }

    /** 400 with what a rule found wrong with a value; null = nothing. */
    public Checks rule(String field, @Nullable Violation violation) {
        return violation == null ? this : that(false, field, violation.problem(), violation.hint());
    }

    /** 400 unless it holds. */
    public Checks that(boolean holds, String field, String problem, String hint) {
        if (!holds) {
            invalid.add(new FieldError(field, problem, hint));
        }
        return this;
    }

    /** 422 with this code unless it holds. */
    public Checks possible(boolean holds, String code, String field, String problem, String hint) {
        if (!holds) {
            impossibleCode = impossible.isEmpty() ? code : impossibleCode;
            impossible.add(new FieldError(field, problem, hint));
        }
        return this;
    }

    /** A member of a 400 beside its errors, such as the {@code line} of a mistake. */
    public Checks with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    /** @throws ApiProblem with all that was found, if anything was */
    public void done() {
        if (!invalid.isEmpty()) {
            var problem = new ApiProblem(HttpStatus.BAD_REQUEST, "invalid_request", detail(invalid), invalid);
            members.forEach(problem::with);
            throw problem;
        }
        if (!impossible.isEmpty()) {
            throw new ApiProblem(HttpStatus.UNPROCESSABLE_CONTENT, impossibleCode, detail(impossible), impossible);
        }
    }

    private Checks free(String field, @Nullable String value, int maxLength) {
        return that(value == null || !value.isBlank(), field, "is blank", "give some text")
                .that(
                        value == null || value.length() <= maxLength,
                        field,
                        "is too long",
                        "give at most " + maxLength + " characters");
    }

    private static boolean isStrayControl(int c) {
        return Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t';
    }

    private static String detail(List<FieldError> errors) {
        FieldError first = errors.getFirst();
        String more = errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)";
        return first.field() + ": " + first.problem() + more;
    }
}
