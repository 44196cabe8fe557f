package ai.tulia.messaging.twiliosimulator;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.FormFields;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.exc.ValueInstantiationException;

/** What a caller asks for: the method, the path in pieces, the query, and who it says it is. */
record Call(Request request, String method, String path, List<String> segments, Form query) {
    private static final int MAX_FIELDS = 100;
    private static final int MAX_FORM_LENGTH = 200_000;
    private static final int MAX_JSON_LENGTH = 4_000_000;

    static Call of(Request request) {
        String path = Request.getPathInContext(request);
        List<String> segments = Arrays.stream(path.split("/"))
                .filter(Predicate.not(String::isEmpty))
                .toList();
        try {
            Form query = Form.of(Request.extractQueryParameters(request));
            return new Call(request, request.getMethod(), path, segments, query);
        } catch (RuntimeException e) {
            throw new BadCall("the query cannot be decoded", e);
        }
    }

    @Nullable
    Credentials credentials() {
        return Credentials.parse(request.getHeaders().get(HttpHeader.AUTHORIZATION));
    }

    /** True unless the body says that it is something else than a form. */
    boolean isForm() {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        return type == null || type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
    }

    Form form() {
        if (request.getHeaders().get(HttpHeader.CONTENT_TYPE) == null) {
            return Form.EMPTY;
        }
        try {
            return Form.of(FormFields.getFields(request, MAX_FIELDS, MAX_FORM_LENGTH));
        } catch (RuntimeException e) {
            throw new BadCall("the form cannot be decoded", e);
        }
    }

    <T> T json(JavaType type) {
        try {
            byte[] body = Content.Source.asInputStream(request).readNBytes(MAX_JSON_LENGTH);
            T value = Json.MAPPER.readValue(body, type);
            if (value == null) {
                throw new BadCall("the body must be JSON, but is null", null);
            }
            return value;
        } catch (IOException e) {
            throw new BadCall("the body cannot be read", e);
        } catch (ValueInstantiationException e) {
            throw new BadCall(reasonOf(e), e);
        } catch (JacksonException e) {
            throw new BadCall(e.getOriginalMessage() + " at " + e.getPathReference(), e);
        }
    }

    private static String reasonOf(ValueInstantiationException e) {
        Throwable cause = e.getCause();
        return String.valueOf(cause == null ? e.getOriginalMessage() : cause.getMessage());
    }

    /** The caller is at fault; the message says how. */
    static final class BadCall extends RuntimeException {
        BadCall(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }
}
