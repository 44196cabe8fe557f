package ai.tulia.messaging.api.headers;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** By what a request is found in the log: the caller's word where it is well formed, else one that is made here. */
public final class RequestId {
    public static final String HEADER = "X-Request-Id";
    /** In a problem, and in each line of the log. */
    public static final String FIELD = "request_id";

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private RequestId() {}

    /** That of the request which this answers; one that was refused before any of our code saw it gets its own now. */
    public static String of(HttpServletResponse response) {
        String known = response.getHeader(HEADER);
        return known == null ? begin(response, null) : known;
    }

    static String begin(HttpServletRequest request, HttpServletResponse response) {
        String known = response.getHeader(HEADER);
        return known == null ? begin(response, request.getHeader(HEADER)) : known;
    }

    private static String begin(HttpServletResponse response, @Nullable String asked) {
        String id = asked != null && FORM.matcher(asked).matches()
                ? asked
                : UUID.randomUUID().toString();
        response.setHeader(HEADER, id);
        return id;
    }
}
