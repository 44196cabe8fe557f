package ai.tulia.messaging.activities.delivery;

import com.twilio.http.HttpUtility;
import com.twilio.http.NetworkHttpClient;
import com.twilio.http.Request;
import com.twilio.http.Response;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The one connection pool to the provider. The SDK's own client would POST a message up to six times and ignores the
 * timeouts it is given: here a request goes out once, within our limits.
 */
@Component
class TwilioTransport implements AutoCloseable {
    /** Set once the connection of a call is established, TLS included: from here on its request may be written. */
    private static final String CONNECTED = "tulia.connected";

    /** A free connection of the pool comes this soon, or the message waits: what was decided about it must not grow old. */
    private static final Timeout LEASE_WITHIN = Timeout.ofSeconds(1);

    private final ScheduledThreadPoolExecutor deadlines = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("twilio-deadline").factory());
    /** The deadline of the call this thread is in; it ends with the body read, not with the headers. */
    private final ThreadLocal<@Nullable ScheduledFuture<?>> running = new ThreadLocal<>();
    /** Whether the call this thread is in may still start. */
    private final ThreadLocal<@Nullable BooleanSupplier> inTime = new ThreadLocal<>();

    /** Of the answer to the call this thread is in; null = all that comes. */
    private final ThreadLocal<@Nullable Integer> maxBytes = new ThreadLocal<>();

    private final NetworkHttpClient client;

    TwilioTransport(DeliveryProperties properties) {
        // A deadline leads to its request, with body and credentials: it goes with its call, not when its time comes.
        deadlines.setRemoveOnCancelPolicy(true);
        this.client = new OnceOnly(builder(properties));
        // With its first request the SDK registers a shutdown hook, which fails in a worker that already stops:
        // a POST that was committed as SENDING would not be made.
        HttpUtility.getUserAgentString(List.of());
    }

    /**
     * Sends once and gives the provider's answer as it came.
     *
     * @param startable asked once its connection stands, the last moment at which it may be left unsent
     */
    Response send(Request request, BooleanSupplier startable) {
        inTime.set(startable);
        try {
            return client.makeRequest(request);
        } finally {
            inTime.remove();
            ScheduledFuture<?> deadline = running.get();
            if (deadline != null) {
                deadline.cancel(false);
                running.remove();
            }
        }
    }

    /** Sends once and takes an answer of at most so many bytes. */
    Response send(Request request, int most) {
        maxBytes.set(most);
        try {
            return send(request, () -> true);
        } finally {
            maxBytes.remove();
        }
    }

    /** The calls whose deadline is still to come. */
    int deadlines() {
        return deadlines.getQueue().size();
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
    }

    private HttpClientBuilder builder(DeliveryProperties properties) {
        var connections = ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(properties.connectTimeout()))
                .setSocketTimeout(Timeout.of(properties.readTimeout()))
                // A connection the provider closed meanwhile would look like a lost answer: look before each use.
                .setValidateAfterInactivity(TimeValue.ofMilliseconds(200))
                .setTimeToLive(TimeValue.ofMinutes(5))
                .build();
        var manager = PoolingHttpClientConnectionManagerBuilder.create()
                .setDefaultConnectionConfig(connections)
                .setMaxConnTotal(properties.connections())
                .setMaxConnPerRoute(properties.connections())
                .build();
        var builder = HttpClientBuilder.create()
                .setConnectionManager(manager)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                // One pool serves every tenant: nothing of one may stay for the next.
                .disableCookieManagement()
                .disableAuthCaching()
                .addExecInterceptorFirst("limits", new Limits(properties))
                .addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "connected", (request, scope, chain) -> {
                    BooleanSupplier startable = inTime.get();
                    if (startable != null && !startable.getAsBoolean()) {
                        throw new TooLateToStartException();
                    }
                    scope.clientContext.setAttribute(CONNECTED, true);
                    return chain.proceed(request, scope);
                });
        URI simulator = properties.simulatorUrl();
        if (simulator != null) {
            var host = new HttpHost(simulator.getScheme(), simulator.getHost(), simulator.getPort());
            builder.setRoutePlanner(
                    (target, context) -> new HttpRoute(host, null, "https".equals(host.getSchemeName())));
        }
        return builder;
    }

    /** The SDK sets its own limits on each request; these replace them, and add one for the whole call. */
    private final class Limits implements ExecChainHandler {
        private final RequestConfig config;
        private final Duration total;

        Limits(DeliveryProperties properties) {
            this.config = RequestConfig.custom()
                    .setConnectionRequestTimeout(LEASE_WITHIN)
                    .setResponseTimeout(Timeout.of(properties.readTimeout()))
                    .build();
            this.total = properties.totalTimeout();
        }

        @Override
        public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
                throws IOException, HttpException {
            scope.clientContext.setRequestConfig(config);
            running.set(
                    deadlines.schedule(scope.execRuntime::discardEndpoint, total.toMillis(), TimeUnit.MILLISECONDS));
            try {
                return bounded(chain.proceed(request, scope), scope);
            } catch (IOException e) {
                if (scope.clientContext.getAttribute(CONNECTED) == null) {
                    throw new NotConnectedException(e);
                }
                throw e;
            }
        }
    }

    private ClassicHttpResponse bounded(ClassicHttpResponse response, ExecChain.Scope scope) {
        Integer most = maxBytes.get();
        HttpEntity entity = response.getEntity();
        if (most != null && entity != null) {
            response.setEntity(new BoundedEntity(entity, most, scope.execRuntime::discardEndpoint));
        }
        return response;
    }

    /** No repetition of its own, whatever the answer. */
    private static final class OnceOnly extends NetworkHttpClient {
        OnceOnly(HttpClientBuilder builder) {
            super(builder);
        }

        @Override
        public Response reliableRequest(Request request) {
            return makeRequest(request);
        }
    }
}
