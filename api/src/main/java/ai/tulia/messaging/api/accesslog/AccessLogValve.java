package ai.tulia.messaging.api.accesslog;

import ai.tulia.messaging.api.headers.RequestId;
import ai.tulia.messaging.api.security.ApiPrincipal;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.AccessLog;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Logs each request once it is answered, streams when they end, and those that the container refuses. The route is the
 * template, never the address: no id, query, header or body of a caller is written but the request id.
 */
final class AccessLogValve extends ValveBase implements AccessLog {
    private static final Logger log = LoggerFactory.getLogger("tulia.access");
    /** The method is the caller's word, too. */
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    AccessLogValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
    }

    /** @param time it took, in nanoseconds */
    @Override
    public void log(@Nullable Request request, @Nullable Response response, long time) {
        if (request == null || response == null || !log.isInfoEnabled()) {
            return;
        }
        String method = request.getMethod();
        LoggingEventBuilder line = log.atInfo()
                .addKeyValue("method", method != null && METHODS.contains(method) ? method : "other")
                .addKeyValue("status", response.getStatus())
                .addKeyValue("duration_ms", TimeUnit.NANOSECONDS.toMillis(time));
        line = with(line, "route", request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        if (ApiPrincipal.of(request) instanceof ApiPrincipal.Tenant(var caller)) {
            line = with(line, "tenant_id", caller.tenantId());
            line = with(line, "key_id", caller.keyId());
        }
        with(line, RequestId.FIELD, response.getHeader(RequestId.HEADER)).log("request");
    }

    private static LoggingEventBuilder with(LoggingEventBuilder line, String name, @Nullable Object value) {
        return value == null ? line : line.addKeyValue(name, value.toString());
    }

    /** Nothing of them is written. */
    @Override
    public void setRequestAttributesEnabled(boolean enabled) {}

    @Override
    public boolean getRequestAttributesEnabled() {
        return false;
    }
}
