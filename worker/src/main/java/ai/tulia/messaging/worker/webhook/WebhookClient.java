package ai.tulia.messaging.worker.webhook;

import ai.tulia.messaging.worker.network.CheckedResolver;
import ai.tulia.messaging.worker.network.NameLookup;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * POSTs once, to checked addresses, within our limits, whatever the receiver does: redirects are not followed, cookies not
 * kept, and of what it answers a little is read.
 */
@Component
class WebhookClient implements AutoCloseable {
    private static final int MAX_ANSWER = 64 * 1024;

    private final ScheduledThreadPoolExecutor deadlines = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("webhook-deadline").factory());
    private final CloseableHttpClient client;
    private final Duration answerWithin;

    /** @param retryAfter as the receiver wrote it; null = it did not */
    record Answer(int status, @Nullable String retryAfter) {}

    WebhookClient(WebhookProperties properties, ObjectProvider<NameLookup> lookup) {
        this.answerWithin = properties.answerWithin();
        deadlines.setRemoveOnCancelPolicy(true);
        this.client = HttpClientBuilder.create()
                .setConnectionManager(connections(properties, lookup))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(properties.answerWithin()))
                        .setResponseTimeout(Timeout.of(properties.answerWithin()))
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setUserAgent("Tulia-Webhooks/1.0")
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    private static HttpClientConnectionManager connections(
            WebhookProperties properties, ObjectProvider<NameLookup> lookup) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new CheckedResolver(
                        lookup.getIfAvailable(() -> java.net.InetAddress::getAllByName), properties.allowPrivate()))
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnTotal(properties.connections())
                .setMaxConnPerRoute(properties.connections())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(properties.connectWithin()))
                        .setSocketTimeout(Timeout.of(properties.answerWithin()))
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .setTimeToLive(TimeValue.ofMinutes(1))
                        .build())
                .build();
    }

    /**
     * @throws IOException when it was not answered, as far as we know: no connection, none that is permitted, or too late
     * @throws IllegalArgumentException when the address is not usable
     */
    Answer post(String url, Map<String, String> headers, String json) throws IOException {
        URI uri = URI.create(url);
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("no host");
        }
        var request = new HttpPost(uri);
        headers.forEach(request::setHeader);
        request.setEntity(
                new ByteArrayEntity(json.getBytes(StandardCharsets.UTF_8), ContentType.create("application/json")));
        var deadline = deadlines.schedule(request::cancel, answerWithin.toMillis(), TimeUnit.MILLISECONDS);
        try (ClassicHttpResponse response =
                client.executeOpen(new HttpHost(uri.getScheme(), uri.getHost(), uri.getPort()), request, null)) {
            Header retryAfter = response.getFirstHeader("Retry-After");
            var answer = new Answer(response.getCode(), retryAfter == null ? null : retryAfter.getValue());
            readALittle(response.getEntity());
            return answer;
        } finally {
            deadline.cancel(false);
        }
    }

    /** A short answer is read to its end, so that its connection serves the next; with a long one it is closed. */
    private static void readALittle(@Nullable HttpEntity entity) {
        if (entity == null) {
            return;
        }
        try {
            InputStream body = entity.getContent();
            if (body.readNBytes(MAX_ANSWER).length < MAX_ANSWER) {
                body.close();
            }
        } catch (IOException e) {
            // The status is here; what follows it says nothing.
        }
    }

    @Override
    public void close() throws IOException {
        deadlines.shutdownNow();
        client.close();
    }
}
