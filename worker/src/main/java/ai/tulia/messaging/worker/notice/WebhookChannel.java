package ai.tulia.messaging.worker.notice;

import ai.tulia.messaging.domain.time.TimeFormat;
import ai.tulia.messaging.store.database.Json;
import ai.tulia.messaging.store.notice.NoticeToSend;
import ai.tulia.messaging.store.secret.SecretBox;
import ai.tulia.messaging.store.secret.SecretUnreadableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Posts to the tenant's {@code notify_url}, signed with its {@code notify_secret}. Only a 2xx counts; redirects are not
 * followed. {@code webhook-id} is the notice's id, the same on every try, for the receiver to know a second one by. A
 * tenant without a secret gets it unsigned.
 */
@Component
@Order(1)
class WebhookChannel implements NoticeChannel {
    private final SecretBox secrets;
    private final NoticeProperties properties;
    private final HttpClient client;

    WebhookChannel(SecretBox secrets, NoticeProperties properties) {
        this.secrets = secrets;
        this.properties = properties;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(properties.connectWithin())
                .build();
    }

    @Override
    public String code() {
        return "webhook";
    }

    @Override
    public boolean reaches(NoticeToSend notice) {
        return notice.destination().url() != null;
    }

    @Override
    public void send(NoticeToSend notice, Instant now) {
        HttpRequest request = request(notice, now);
        try {
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            if (status / 100 != 2) {
                throw new DeliveryException("the receiver answered " + status, true);
            }
        } catch (HttpTimeoutException e) {
            throw new DeliveryException("the receiver did not answer in time", true);
        } catch (IOException e) {
            throw new DeliveryException(
                    "no connection to the receiver (" + e.getClass().getSimpleName() + ")", true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeliveryException("stopped before the receiver answered", true);
        }
    }

    private HttpRequest request(NoticeToSend notice, Instant now) {
        String body = Json.write(Map.of(
                "type",
                notice.kind(),
                "timestamp",
                TimeFormat.instant(notice.createdAt()),
                "data",
                Map.of(
                        "notice_id", notice.id().toString(),
                        "tenant_id", notice.tenantId().toString(),
                        "used", notice.used(),
                        "limit", notice.limit())));
        String id = notice.id().toString();
        long timestamp = now.getEpochSecond();
        try {
            var request = HttpRequest.newBuilder(URI.create(
                            Objects.requireNonNull(notice.destination().url())))
                    .timeout(properties.answerWithin())
                    .header("Content-Type", "application/json")
                    .header("webhook-id", id)
                    .header("webhook-timestamp", Long.toString(timestamp));
            byte[] sealed = notice.destination().sealedSecret();
            if (sealed != null) {
                String secret = secrets.open(notice.tenantId(), "tenant.notify_secret", sealed);
                request.header("webhook-signature", StandardWebhookSignature.of(secret, id, timestamp, body));
            }
            return request.POST(HttpRequest.BodyPublishers.ofString(body)).build();
        } catch (SecretUnreadableException e) {
            throw new DeliveryException("the secret of the tenant's webhook does not open", true);
        } catch (IllegalArgumentException e) {
            throw new DeliveryException("notify_url or the webhook's secret is not usable", false);
        }
    }
}
