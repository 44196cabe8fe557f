package ai.tulia.messaging.twiliosimulator;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts status callbacks, each once more when it failed, or as often as its address asks for: {@code #rc=}. Every host has its own lane of bounded width and length, so that one that
 * hangs delays nobody else; what does not fit in the lane is lost, as callbacks may be.
 */
final class CallbackSender {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackSender.class);
    private static final int AT_ONCE = 64;
    private static final int WAITING = 50_000;
    private static final Pattern RETRIES = Pattern.compile("#(?:.*&)?rc=([0-5])(?:&|$)");

    private final Webhooks webhooks;
    private final Accounts accounts;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

    CallbackSender(Webhooks webhooks, Accounts accounts) {
        this.webhooks = webhooks;
        this.accounts = accounts;
    }

    /** Returns when the callback was answered or given up. */
    void send(ReceivedMessage message) throws InterruptedException {
        String url = message.statusCallback();
        if (url == null) {
            return;
        }
        Lane lane = lanes.computeIfAbsent(URI.create(url).getRawAuthority(), _ -> new Lane());
        if (!lane.enter()) {
            LOG.warn("callback {} of {} lost: too many wait for its host", message.status(), message.sid());
            return;
        }
        try {
            if (!delivered(url, message, Sids.next("CB"))) {
                LOG.info("callback {} of {} was not taken", message.status(), message.sid());
            }
        } finally {
            lane.leave();
        }
    }

    private boolean delivered(String url, ReceivedMessage message, String deliveryId) throws InterruptedException {
        Map<String, String> fields = StatusCallback.fieldsOf(message);
        String token = accounts.signingToken(message.accountSid());
        int attempts = 1 + retriesOf(url);
        for (int attempt = 1; attempt <= attempts; attempt++) {
            try {
                if (webhooks.post(url, fields, token, deliveryId).status() < 500) {
                    return true;
                }
            } catch (IOException e) {
                LOG.debug("callback attempt {} failed", attempt, e);
            }
        }
        return false;
    }

    /** Twilio's connection overrides: {@code rc} is 0 to 5, without it 1. */
    private static int retriesOf(String url) {
        var asked = RETRIES.matcher(url);
        return asked.find() ? Integer.parseInt(asked.group(1)) : 1;
    }

    private static final class Lane {
        private final Semaphore open = new Semaphore(AT_ONCE);
        private final AtomicInteger inside = new AtomicInteger();

        boolean enter() throws InterruptedException {
            if (inside.incrementAndGet() > WAITING) {
                inside.decrementAndGet();
                return false;
            }
            try {
                open.acquire();
            } catch (InterruptedException e) {
                inside.decrementAndGet();
                throw e;
            }
            return true;
        }

        void leave() {
            open.release();
            inside.decrementAndGet();
        }
    }
}
