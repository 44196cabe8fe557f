package ai.tulia.messaging.worker.webhook;

import ai.tulia.messaging.domain.time.TimeFormat;
import ai.tulia.messaging.domain.webhook.WebhookRetries;
import ai.tulia.messaging.store.database.Json;
import ai.tulia.messaging.store.webhook.LeasedLane.Target;
import ai.tulia.messaging.store.webhook.WebhookDelivery;
import ai.tulia.messaging.store.webhook.WebhookResult;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** One try to deliver one event: signs it, POSTs it, and says what that means. Only a 2xx counts. */
@Component
class WebhookSender {
    /** The same whatever kept it from being answered: the tenant is not to learn what our network looks like. */
    static final String NO_ANSWER = "no answer";

    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
    private static final int GONE = 410;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private final WebhookClient client;

    WebhookSender(WebhookClient client) {
        this.client = client;
    }

    /**
     * @param retryAfter for how long the receiver asks to be left alone; null = it does not
     * @param gone whether it wants nothing more
     */
    record Sent(WebhookResult result, @Nullable Duration retryAfter, boolean gone) {}

    /** @param content texts and numbers that the endpoint asked for; empty = none */
    Sent send(Target target, WebhookDelivery delivery, Map<String, String> content, Instant now) {
        long begun = System.nanoTime();
        if (!target.signable()) {
            return failed(delivery, null, begun, now, "not sent: the secret cannot be read", null);
        }
        String body = body(delivery, content);
        try {
            var answer = client.post(target.url(), headers(target, delivery, now, body), body);
            if (answer.status() / 100 == 2) {
                return new Sent(
                        new WebhookResult(delivery.id(), now, answer.status(), since(begun), null, null), null, false);
            }
            return failed(
                    delivery, answer.status(), begun, now, "answered " + answer.status(), retryAfter(answer, now));
        } catch (IOException | RuntimeException e) {
            LOG.debug("webhook {} failed: {}", delivery.id(), e.getClass().getSimpleName());
            return failed(delivery, null, begun, now, NO_ANSWER, null);
        }
    }

    private static Map<String, String> headers(Target target, WebhookDelivery delivery, Instant now, String body) {
        String id = delivery.id().toString();
        long timestamp = now.getEpochSecond();
        var headers = new LinkedHashMap<String, String>();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(timestamp));
        if (!target.secrets().isEmpty()) {
            headers.put("webhook-signature", WebhookSignature.of(target.secrets(), id, timestamp, body));
        }
        return headers;
    }

    private static String body(WebhookDelivery delivery, Map<String, String> content) {
        var data = new TreeMap<>(Json.object(delivery.data()));
        data.putAll(content);
        var body = new LinkedHashMap<String, Object>();
        body.put("type", delivery.type().code());
        body.put("timestamp", TimeFormat.instant(delivery.at()));
        body.put("data", data);
        return Json.write(body);
    }

    private static Sent failed(
            WebhookDelivery delivery,
            @Nullable Integer status,
            long begun,
            Instant now,
            String error,
            @Nullable Duration retryAfter) {
        Instant next = WebhookRetries.delayAfter(
                        delivery.attempts() + 1, ThreadLocalRandom.current().nextDouble())
                .map(delay -> retryAfter == null || retryAfter.compareTo(delay) < 0 ? delay : retryAfter)
                .map(now::plus)
                .orElse(null);
        var result = new WebhookResult(delivery.id(), now, status, since(begun), error, next);
        return new Sent(result, retryAfter, status != null && status == GONE);
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static @Nullable Duration retryAfter(WebhookClient.Answer answer, Instant now) {
        String value = answer.retryAfter();
        if (value == null || answer.status() != TOO_MANY_REQUESTS && answer.status() != UNAVAILABLE) {
            return null;
        }
        try {
            Duration asked = value.strip().chars().allMatch(Character::isDigit)
                    ? Duration.ofSeconds(Long.parseLong(value.strip()))
                    : Duration.between(
                            now,
                            ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
            return asked.isNegative() || asked.isZero() ? null : WebhookRetries.bounded(asked);
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            return null;
        }
    }
}
