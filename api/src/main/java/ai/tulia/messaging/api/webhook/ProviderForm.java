package ai.tulia.messaging.api.webhook;

import ai.tulia.messaging.api.problem.ApiProblem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form that the provider posted. Read from the body alone: the servlet's parameters mix in those of the query, which
 * are signed as part of the URL.
 *
 * @param text as it came
 */
record ProviderForm(String text, Map<String, String> fields) {
    static ProviderForm of(HttpServletRequest request) {
        String text = text(request);
        Map<String, String> fields = new HashMap<>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return new ProviderForm(text, fields);
    }

    @Nullable
    String value(String name) {
        String value = fields.get(name);
        // PostgreSQL's texts hold none.
        return value == null ? null : value.replace("\0", "");
    }

    /** @throws ApiProblem 400 when it is absent */
    String required(String name) {
        String value = value(name);
        if (value == null || value.isBlank()) {
            throw ApiProblem.invalid(name, "is missing", "post the form as Twilio does");
        }
        return value;
    }

    private static String text(HttpServletRequest request) {
        try {
            // A form is ASCII: what is not comes percent-encoded.
            return new String(request.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw unreadable();
        }
    }

    private static String decoded(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw unreadable();
        }
    }

    private static ApiProblem unreadable() {
        return ApiProblem.invalid("body", "is not a form", "post it as application/x-www-form-urlencoded");
    }

    /** It has numbers and texts of people. */
    @Override
    public String toString() {
        return "ProviderForm[" + fields.size() + " fields]";
    }
}
