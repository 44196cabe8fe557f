package ai.tulia.messaging.api.csv;

import ai.tulia.messaging.api.problem.ApiProblem;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** What every request with a CSV file says around it. */
public final class CsvRequest {
    private CsvRequest() {}

    /** @throws ApiProblem 400 for a word that is neither {@code skip} nor {@code reject} */
    public static boolean wholeOrNothing(String onError) {
        return switch (onError) {
            case "skip" -> false;
            case "reject" -> true;
            default -> throw ApiProblem.invalid("on_error", "is neither skip nor reject", "give skip or reject");
        };
    }

    /** @throws ApiProblem 415 for another charset */
    public static void requireUtf8(@Nullable String contentType) {
        var charset = contentType == null
                ? null
                : MediaType.parseMediaType(contentType).getCharset();
        if (charset != null && !charset.equals(StandardCharsets.UTF_8)) {
            throw ApiProblem.of(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "unsupported_media_type",
                    "a CSV file is read as UTF-8 only: send text/csv; charset=utf-8");
        }
    }
}
