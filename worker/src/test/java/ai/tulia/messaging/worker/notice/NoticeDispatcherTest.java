package ai.tulia.messaging.worker.notice;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.store.StoreConfiguration;
import ai.tulia.messaging.store.notice.Notice;
import ai.tulia.messaging.store.notice.NoticeQueries;
import ai.tulia.messaging.store.notice.QuotaWarnings;
import ai.tulia.messaging.store.secret.SecretBox;
import ai.tulia.messaging.store.testing.TestLedger;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

class NoticeDispatcherTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final String KEY = "a key of twenty-four byt";
    private static final String SECRET =
            "whsec_" + Base64.getEncoder().encodeToString(KEY.getBytes(StandardCharsets.UTF_8));

    private static TestLedger ledger;
    private static GreenMail mail;
    private static ConfigurableApplicationContext context;
    private static NoticeDispatcher dispatcher;
    private LoopbackReceiver receiver;
    private UUID tenant;

    @EnableAutoConfiguration
    @ComponentScan
    @Import(StoreConfiguration.class)
    static class NoticesOnly {}

    @BeforeAll
    static void start() {
        ledger = TestLedger.fresh();
        mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        var properties = new ArrayList<>(ledger.properties());
        properties.addAll(List.of(
                "spring.mail.host=127.0.0.1",
                "spring.mail.port=" + mail.getSmtp().getPort(),
                "tulia.redis.url=redis://127.0.0.1:1"));
        context = new SpringApplicationBuilder(NoticesOnly.class)
                .web(WebApplicationType.NONE)
                .run(properties.stream().map(p -> "--" + p).toArray(String[]::new));
        dispatcher = context.getBean(NoticeDispatcher.class);
    }

    @AfterAll
    static void stop() {
        context.close();
        mail.stop();
    }

    @BeforeEach
    void aTenant() throws Exception {
        mail.purgeEmailFromAllMailboxes();
        receiver = new LoopbackReceiver();
        tenant = ledger.tenant("notices");
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
        ledger.execute("update notice set delivery = 'stored' where delivery = 'pending'");
    }

    @Test
    void theWebhookIsSignedAndComesOnceHoweverManyWorkersLook() throws Exception {
        told(receiver.url(), null);
        try (var workers = Executors.newFixedThreadPool(8)) {
            workers.invokeAll(java.util.Collections.nCopies(
                    8, (Callable<Integer>) () -> dispatcher.deliverDue(NOON.plusSeconds(5))));
        }
        assertThat(receiver.received).hasSize(1);
        var got = receiver.received.getFirst();
        var body = JsonMapper.builder().build().readTree(got.body());
        assertThat(body.get("type").asString()).isEqualTo("quota_80");
        assertThat(body.get("data").get("used").asInt()).isEqualTo(8);
        assertThat(got.id()).isEqualTo(notice().id().toString());
        assertThat(got.timestamp()).isEqualTo("" + NOON.plusSeconds(5).getEpochSecond());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signed = mac.doFinal((got.id() + "." + got.timestamp() + "." + got.body()).getBytes());
        assertThat(got.signature()).isEqualTo("v1," + Base64.getEncoder().encodeToString(signed));
        assertThat(notice().delivery()).isEqualTo("delivered");
        assertThat(notice().channel()).isEqualTo("webhook");
        assertThat(notice().deliveredAt()).isEqualTo(NOON.plusSeconds(5));
        assertThat(notice().attempts()).isEqualTo(1);
    }

    @Test
    void aRefusedWebhookIsTriedAgainLaterAndLater() {
        told(receiver.url(), null);
        receiver.status = 500;
        dispatcher.deliverDue(NOON);
        assertThat(notice().delivery()).isEqualTo("pending");
        assertThat(notice().lastError()).isEqualTo("the receiver answered 500");
        assertThat(dispatcher.deliverDue(NOON.plusSeconds(59))).isZero();
        assertThat(dispatcher.deliverDue(NOON.plusSeconds(60))).isEqualTo(1);
        assertThat(dispatcher.deliverDue(NOON.plusSeconds(179))).isZero();
        receiver.status = 200;
        dispatcher.deliverDue(NOON.plusSeconds(180));
        assertThat(notice().delivery()).isEqualTo("delivered");
        assertThat(notice().attempts()).isEqualTo(3);
        assertThat(notice().lastError()).isNull();
        assertThat(receiver.received.stream().map(LoopbackReceiver.Received::id).distinct())
                .hasSize(1);
    }

    @Test
    void afterTenTriesItHasFailedAndTheErrorNamesNoAddressAndNoSecret() {
        told(receiver.url(), null);
        receiver.close();
        Instant last = play(10);
        assertThat(notice().delivery()).isEqualTo("failed");
        assertThat(notice().attempts()).isEqualTo(10);
        assertThat(notice().lastError()).contains("no connection").doesNotContain("127.0.0.1", "hidden", KEY, SECRET);
        assertThat(Duration.between(NOON, last)).isBetween(Duration.ofHours(3), Duration.ofHours(6));
        assertThat(dispatcher.deliverDue(last.plus(Duration.ofDays(1)))).isZero();
    }

    @Test
    void redirectsAreNotFollowed() {
        told(receiver.url(), null);
        receiver.status = 302;
        dispatcher.deliverDue(NOON);
        assertThat(receiver.received).hasSize(1);
        assertThat(notice().lastError()).isEqualTo("the receiver answered 302");
    }

    @Test
    void aTenantWithOnlyAMailAddressGetsAMail() throws Exception {
        told(null, "owner@example.org");
        dispatcher.deliverDue(NOON);
        assertThat(mail.getReceivedMessages()).hasSize(1);
        var message = mail.getReceivedMessages()[0];
        assertThat(message.getAllRecipients()[0].toString()).isEqualTo("owner@example.org");
        assertThat(message.getSubject()).isEqualTo("Tulia: 8 of 10 messages in 24 hours");
        assertThat(notice().channel()).isEqualTo("mail");
        assertThat(notice().delivery()).isEqualTo("delivered");
    }

    @Test
    void theMailGoesOutWhenTheWebhookHasFailedForGood() {
        told(receiver.url(), "owner@example.org");
        receiver.status = 410;
        Instant last = play(10);
        assertThat(receiver.received).hasSize(10);
        assertThat(mail.getReceivedMessages()).isEmpty();
        dispatcher.deliverDue(last);
        assertThat(mail.getReceivedMessages()).hasSize(1);
        assertThat(notice().channel()).isEqualTo("mail");
        assertThat(notice().attempts()).isEqualTo(1);
    }

    @Test
    void aTenantThatTookItsAddressAwayKeepsTheNotice() {
        told(receiver.url(), null);
        ledger.execute("update tenant set notify_url = null where tenant_id = '" + tenant + "'");
        dispatcher.deliverDue(NOON);
        assertThat(notice().delivery()).isEqualTo("stored");
        assertThat(receiver.received).isEmpty();
    }

    @Test
    void aClaimThatDiedIsTakenUpByTheNextWorker() {
        told(receiver.url(), null);
        var outbox = context.getBean(ai.tulia.messaging.store.notice.NoticeOutbox.class);
        assertThat(outbox.claim(outbox.due(NOON, 1).getFirst(), NOON)).isPresent();
        assertThat(dispatcher.deliverDue(NOON.plusSeconds(119))).isZero();
        assertThat(dispatcher.deliverDue(NOON.plusSeconds(120))).isEqualTo(1);
        assertThat(receiver.received).hasSize(1);
    }

    /** Fails the given number of times, each when it is due; answers when the next would be. */
    private Instant play(int tries) {
        Instant now = NOON;
        for (int i = 1; i <= tries; i++) {
            assertThat(dispatcher.deliverDue(now)).isEqualTo(1);
            now = i < tries ? now.plus(RetrySchedule.delayAfter(i)) : now;
        }
        return now;
    }

    private void told(String url, String email) {
        byte[] secret = context.getBean(SecretBox.class).seal(tenant, "tenant.notify_secret", SECRET);
        ledger.execute("update tenant set notify_url = " + quoted(url) + ", notify_email = " + quoted(email)
                + ", notify_secret = '\\x" + HexFormat.of().formatHex(secret) + "' where tenant_id = '" + tenant + "'");
        context.getBean(QuotaWarnings.class).check(tenant, 8, 10L, NOON);
    }

    private Notice notice() {
        return context.getBean(NoticeQueries.class).list(tenant, null, 10).getFirst();
    }

    private static String quoted(String text) {
        return text == null ? "null" : "'" + text + "'";
    }
}
