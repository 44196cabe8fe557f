package ai.tulia.messaging.api.csv;

import ai.tulia.messaging.api.problem.ApiProblem;
import org.springframework.http.MediaType;

/** What every request with a CSV file says around it. */
public final class CsvRequest {
    public static final String CSV = "text/csv";

    /** A file in a form. */
    public static final String FORM = MediaType.MULTIPART_FORM_DATA_VALUE;

    private CsvRequest() {}

    /** @throws ApiProblem 400 for a word that is neither {@code skip} nor {@code reject} */
    public static boolean wholeOrNothing(String onError) {
        return switch (onError) {
            case "skip" -> false;
            case "reject" -> true;
            default -> throw ApiProblem.invalid("on_error", "is neither skip nor reject", "give skip or reject");
        };
    }
}
