package ai.tulia.messaging.api.etag;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.FieldError;
import ai.tulia.messaging.store.database.Precondition;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * {@code If-Match} of a request (RFC 9110, 13.1.1): the write happens only to a version that it names. Without it the
 * last write wins. Controllers take it as a parameter and hand it to what writes.
 */
public final class IfMatch implements Precondition {
    public static final String HEADER = "If-Match";

    private static final String ANY = "*";
    /** An element of the list, which may be empty: an entity tag, weak or strong, up to the comma or the end. */
    private static final Pattern ELEMENT =
            Pattern.compile("\\G[ \\t]*((?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*\")?[ \\t]*(?:,|$)");

    private final @Nullable Set<String> tags;

    private IfMatch(@Nullable Set<String> tags) {
        this.tags = tags;
    }

    /** @throws ApiProblem 400 when they are no list of entity tags */
    static IfMatch of(List<String> lines) {
        if (lines.isEmpty()) {
            return new IfMatch(null);
        }
        String value = String.join(",", lines).strip();
        return new IfMatch(value.equals(ANY) ? Set.of(ANY) : tags(value));
    }

    private static Set<String> tags(String value) {
        var tags = new HashSet<String>();
        var element = ELEMENT.matcher(value);
        int end = 0;
        while (end < value.length() && element.find()) {
            if (element.group(1) != null) {
                tags.add(element.group(1));
            }
            end = element.end();
        }
        if (end < value.length() || tags.isEmpty()) {
            throw ApiProblem.invalid(
                    HEADER,
                    "must be entity tags in quotes, parted by commas, or *",
                    "give the ETag of an answer with its quotes, such as \"7\", or *");
        }
        return tags;
    }

    /** Strong comparison: a weak tag never matches. */
    @Override
    public void check(@Nullable Long version) {
        boolean holds = tags == null || version != null && (tags.contains(ANY) || tags.contains(EntityTag.of(version)));
        if (!holds) {
            throw failed();
        }
    }

    /** 412: what was read has changed since. */
    public static ApiProblem failed() {
        return new ApiProblem(
                HttpStatus.PRECONDITION_FAILED,
                "precondition_failed",
                "the resource is at another version than If-Match names; nothing was changed",
                List.of(new FieldError(
                        HEADER, "names another version", "read the resource again, and give the ETag of that answer")));
    }
}
