package ai.tulia.messaging.api.headers;

import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer of the API is data of one tenant: nobody keeps it, and no browser makes anything else of it. The page that shows
 * the API's document may load its own scripts and styles, and nothing from elsewhere.
 */
public final class ResponseHeaders {
    public static final String RATE_LIMIT = "RateLimit";
    public static final String RATE_LIMIT_POLICY = "RateLimit-Policy";

    private static final List<String> LASTING = List.of(RequestId.HEADER, RATE_LIMIT_POLICY, RATE_LIMIT);
    private static final String POLICY = "Content-Security-Policy";
    private static final String OF_DATA = "default-src 'none'; frame-ancestors 'none'";
    /** Swagger UI sets style attributes, and draws its icons from data: addresses. */
    private static final String OF_DOCS = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private ResponseHeaders() {}

    public static void ofData(HttpServletResponse response) {
        set(response, OF_DATA);
    }

    static void ofDocs(HttpServletResponse response) {
        set(response, OF_DOCS);
    }

    /** Those of an answer that a problem, which takes its place, has too. */
    public static Map<String, String> lasting(HttpServletResponse response) {
        var lasting = new LinkedHashMap<String, String>();
        for (String name : LASTING) {
            String value = response.getHeader(name);
            if (value != null) {
                lasting.put(name, value);
            }
        }
        return lasting;
    }

    private static void set(HttpServletResponse response, String policy) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader(POLICY, policy);
    }
}
