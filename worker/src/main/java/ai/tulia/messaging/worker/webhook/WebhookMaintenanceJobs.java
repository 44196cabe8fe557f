package ai.tulia.messaging.worker.webhook;

import ai.tulia.messaging.store.database.LedgerClock;
import ai.tulia.messaging.store.sweep.DueWebhookQueries;
import ai.tulia.messaging.store.webhook.WebhookHistory;
import ai.tulia.messaging.store.webhook.WebhookReplays;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Puts the next pages of replays in line, and deletes what is past its time. */
@Component
@ConditionalOnProperty("tulia.db.sweeper-password")
class WebhookMaintenanceJobs {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookMaintenanceJobs.class);

    private final DueWebhookQueries endpoints;
    private final WebhookReplays replays;
    private final WebhookHistory history;
    private final WebhookProperties properties;
    private final LedgerClock clock;

    WebhookMaintenanceJobs(
            DueWebhookQueries endpoints,
            WebhookReplays replays,
            WebhookHistory history,
            WebhookProperties properties,
            LedgerClock clock) {
        this.endpoints = endpoints;
        this.replays = replays;
        this.history = history;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${tulia.webhook-replay-interval:500ms}")
    void advanceReplays() {
        forEach(
                "replaying webhooks",
                endpoints::replaying,
                endpoint -> replays.advance(endpoint.tenantId(), endpoint.id(), clock.now()));
    }

    @Scheduled(fixedDelayString = "${tulia.webhook-purge-interval:10m}", initialDelayString = "1m")
    void purge() {
        forEach(
                "deleting old webhooks",
                endpoints::withHistory,
                endpoint -> history.purge(
                        endpoint.tenantId(), endpoint.id(), clock.now().minus(properties.keep())));
    }

    private static void forEach(
            String what,
            java.util.function.Supplier<java.util.List<DueWebhookQueries.Endpoint>> found,
            Consumer<DueWebhookQueries.Endpoint> work) {
        try {
            found.get().forEach(work);
        } catch (RuntimeException e) {
            LOG.warn("{} failed: {}", what, e.getClass().getSimpleName());
        }
    }
}
