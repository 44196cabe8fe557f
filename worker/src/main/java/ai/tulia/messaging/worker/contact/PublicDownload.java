package ai.tulia.messaging.worker.contact;

import ai.tulia.messaging.activities.delivery.AnswerTooLargeException;
import ai.tulia.messaging.activities.delivery.TwilioMedia.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** GETs once, without credentials, by https from addresses that the resolver permits, and little of what is there. */
final class PublicDownload implements AutoCloseable {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(3);
    private static final Duration TOTAL = Duration.ofSeconds(10);

    private final ScheduledThreadPoolExecutor deadlines = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("download-deadline").factory());
    private final CloseableHttpClient client;

    PublicDownload(DnsResolver resolver) {
        deadlines.setRemoveOnCancelPolicy(true);
        this.client = HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(resolver)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(CONNECT_WITHIN))
                                .setSocketTimeout(Timeout.of(TOTAL))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(TOTAL))
                        .setResponseTimeout(Timeout.of(TOTAL))
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    /**
     * @throws AnswerTooLargeException when it is longer
     * @throws IOException when it was not answered: no connection, none that is permitted, or too late
     */
    Answer get(URI uri, int maxBytes) throws IOException {
        var request = new HttpGet(uri);
        var deadline = deadlines.schedule(request::cancel, TOTAL.toMillis(), TimeUnit.MILLISECONDS);
        // Closing an answer that is not read to its end closes its connection.
        try (ClassicHttpResponse response =
                client.executeOpen(new HttpHost(uri.getScheme(), uri.getHost(), uri.getPort()), request, null)) {
            byte[] content = content(response.getEntity(), maxBytes);
            return new Answer(
                    response.getCode(), value(response, "Content-Type"), value(response, "Location"), content);
        } finally {
            deadline.cancel(false);
        }
    }

    @SuppressWarnings(
            "resource") // With a long answer the response is closed, not the stream, which would read the rest.
    private static byte[] content(@Nullable HttpEntity entity, int maxBytes) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        InputStream stream = entity.getContent();
        byte[] content = stream.readNBytes(maxBytes + 1);
        if (content.length > maxBytes) {
            throw new AnswerTooLargeException(maxBytes);
        }
        return content;
    }

    private static @Nullable String value(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    @Override
    public void close() throws IOException {
        deadlines.shutdownNow();
        client.close();
    }
}
