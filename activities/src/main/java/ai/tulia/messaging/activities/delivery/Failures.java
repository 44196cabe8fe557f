package ai.tulia.messaging.activities.delivery;

import ai.tulia.messaging.domain.delivery.ProviderAnswer;
import com.twilio.exception.ApiException;
import com.twilio.exception.TwilioException;
import com.twilio.http.Response;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells a refusal from "not sent" and from "perhaps sent". What is not certain is ambiguous. */
final class Failures {
    private Failures() {}

    /** @param response the raw answer; null when there was none */
    static ProviderAnswer answer(TwilioException failure, @Nullable Response response) {
        if (response == null) {
            return withoutAnswer(failure);
        }
        int status = response.getStatusCode();
        if (status >= 500 || status < 400) {
            return new ProviderAnswer.Ambiguous("http_" + status);
        }
        Integer code = failure instanceof ApiException api ? api.getCode() : null;
        return new ProviderAnswer.Refused(status, code, retryAfter(response));
    }

    private static ProviderAnswer withoutAnswer(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NotConnectedException && cause.getCause() != null) {
                return new ProviderAnswer.NotSent(name(cause.getCause()));
            }
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new ProviderAnswer.Ambiguous(name(root));
    }

    /** {@code SocketTimeoutException} → {@code socket_timeout}: a class name, never a message. */
    private static String name(Throwable failure) {
        return failure.getClass()
                .getSimpleName()
                .replaceAll("Exception$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_")
                .toLowerCase(Locale.ROOT);
    }

    /** Twilio gives seconds. Anything else counts as absent. */
    private static @Nullable Duration retryAfter(Response response) {
        if (response.getHeaders() == null) {
            return null;
        }
        for (var header : response.getHeaders()) {
            if (header.getName().equalsIgnoreCase("Retry-After")
                    && header.getValue().matches("\\d{1,6}")) {
                return Duration.ofSeconds(Long.parseLong(header.getValue()));
            }
        }
        return null;
    }
}
