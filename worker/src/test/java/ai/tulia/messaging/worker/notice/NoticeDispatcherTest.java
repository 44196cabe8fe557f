package ai.tulia.messaging.worker.notice;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.store.StoreConfiguration;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.notice.Notice;
import ai.tulia.messaging.store.notice.NoticeKind;
import ai.tulia.messaging.store.notice.NoticeOutbox;
import ai.tulia.messaging.store.notice.NoticeQueries;
import ai.tulia.messaging.store.notice.NoticeRepository;
import ai.tulia.messaging.store.notice.QuotaWarnings;
import ai.tulia.messaging.store.testing.TestLedger;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
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

/** Notices by mail: on a real mail server, which is away at times. */
class NoticeDispatcherTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final String ADDRESS = "owner@example.org";

    private static TestLedger ledger;
    private static GreenMail mail;
    private static int port;
    private static ConfigurableApplicationContext context;
    private static NoticeDispatcher dispatcher;
    private UUID tenant;

    @EnableAutoConfiguration
    @ComponentScan
    @Import(StoreConfiguration.class)
    static class NoticesOnly {}

    @BeforeAll
    static void start() {
        ledger = TestLedger.fresh();
        startMail(0);
        port = mail.getSmtp().getPort();
        var properties = new ArrayList<>(ledger.properties());
        properties.addAll(List.of(
                "spring.mail.host=127.0.0.1", "spring.mail.port=" + port, "tulia.redis.url=redis://127.0.0.1:1"));
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
        tenant = ledger.tenant("notices");
    }

    @AfterEach
    void closeNotices() {
        ledger.execute("update notice set delivery = 'stored' where delivery = 'pending'");
    }

    private static void startMail(int port) {
        mail = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
    }

    @Test
    void itComesOnceHoweverManyWorkersLook() throws Exception {
        told();
        try (var workers = Executors.newFixedThreadPool(8)) {
            workers.invokeAll(java.util.Collections.nCopies(
                    8, (Callable<Integer>) () -> dispatcher.deliverDue(NOON.plusSeconds(5))));
        }
        assertThat(mail.getReceivedMessages()).hasSize(1);
        var message = mail.getReceivedMessages()[0];
        assertThat(message.getAllRecipients()[0].toString()).isEqualTo(ADDRESS);
        assertThat(message.getSubject()).isEqualTo("Tulia: 8 of 10 messages in 24 hours");
        assertThat(notice().delivery()).isEqualTo("delivered");
        assertThat(notice().deliveredAt()).isEqualTo(NOON.plusSeconds(5));
        assertThat(notice().attempts()).isEqualTo(1);
    }

    @Test
    void whatTheMailServerDoesNotTakeIsTriedAgainLaterAndLater() {
        told();
        mail.stop();
        dispatcher.deliverDue(NOON);
        assertThat(notice().delivery()).isEqualTo("pending");
        assertThat(notice().lastError()).isEqualTo("not sent");
        assertThat(dispatcher.deliverDue(NOON.plusSeconds(59))).isZero();
        assertThat(dispatcher.deliverDue(NOON.plusSeconds(60))).isEqualTo(1);
        assertThat(dispatcher.deliverDue(NOON.plusSeconds(179))).isZero();
        startMail(port);
        dispatcher.deliverDue(NOON.plusSeconds(180));
        assertThat(notice().delivery()).isEqualTo("delivered");
        assertThat(notice().attempts()).isEqualTo(3);
        assertThat(notice().lastError()).isNull();
        assertThat(mail.getReceivedMessages()).hasSize(1);
    }

    @Test
    void afterTenTriesItHasFailedAndTheErrorSaysNothingOfTheMailServer() {
        told();
        mail.stop();
        Instant last = play(10);
        startMail(port);
        assertThat(notice().delivery()).isEqualTo("failed");
        assertThat(notice().attempts()).isEqualTo(10);
        assertThat(notice().lastError()).isEqualTo("not sent");
        assertThat(Duration.between(NOON, last)).isBetween(Duration.ofHours(3), Duration.ofHours(6));
        assertThat(dispatcher.deliverDue(last.plus(Duration.ofDays(1)))).isZero();
    }

    @Test
    void aDisabledWebhookEndpointIsMailed() throws Exception {
        UUID endpoint = UUID.randomUUID();
        var message = mailOf(NoticeKind.WEBHOOK_DISABLED, Map.of("webhook_endpoint_id", endpoint, "reason", "gone"));
        assertThat(message.getSubject()).isEqualTo("Tulia: a webhook endpoint was disabled");
        assertThat(message.getContent().toString()).contains(endpoint.toString());
        assertThat(notice().webhookEndpointId()).isEqualTo(endpoint);
        assertThat(notice().used()).isNull();
    }

    @Test
    void messagesThatStayUnknownAreMailed() throws Exception {
        var message =
                mailOf(NoticeKind.UNKNOWN_OVERDUE, Map.of("messages", 7, "unknown_since", "2026-11-20T08:00:00.000Z"));
        assertThat(message.getSubject()).isEqualTo("Tulia: messages whose outcome is unknown");
        assertThat(message.getContent().toString()).contains("of 7 of your messages");
        assertThat(notice().messages()).isEqualTo(7);
        assertThat(notice().unknownSince()).isEqualTo("2026-11-20T08:00:00Z");
    }

    @Test
    void aSecretThatDoesNotOpenIsMailed() throws Exception {
        var message = mailOf(NoticeKind.SECRET_UNREADABLE, Map.of("secret", "twilio_token"));
        assertThat(message.getSubject()).isEqualTo("Tulia: a secret of yours cannot be opened");
        assertThat(message.getContent().toString()).contains("GET /v1/notices");
        assertThat(notice().secret()).isEqualTo("twilio_token");
    }

    private MimeMessage mailOf(NoticeKind kind, Map<String, ?> detail) {
        address(ADDRESS);
        context.getBean(TenantTransactions.class)
                .run(
                        tenant,
                        () -> context.getBean(NoticeRepository.class)
                                .add(tenant, UUID.randomUUID(), kind, detail, NOON));
        dispatcher.deliverDue(NOON);
        return mail.getReceivedMessages()[0];
    }

    @Test
    void aTenantThatTookItsAddressAwayKeepsTheNotice() {
        told();
        address(null);
        dispatcher.deliverDue(NOON);
        assertThat(notice().delivery()).isEqualTo("stored");
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    @Test
    void aClaimThatDiedIsTakenUpByTheNextWorker() {
        told();
        var outbox = context.getBean(NoticeOutbox.class);
        assertThat(outbox.claim(outbox.due(NOON, 1).getFirst(), NOON)).isPresent();
        assertThat(dispatcher.deliverDue(NOON.plusSeconds(119))).isZero();
        assertThat(dispatcher.deliverDue(NOON.plusSeconds(120))).isEqualTo(1);
        assertThat(mail.getReceivedMessages()).hasSize(1);
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

    private void told() {
        address(ADDRESS);
        context.getBean(QuotaWarnings.class).check(tenant, 8, 10L, NOON);
    }

    private void address(String email) {
        ledger.execute("update tenant set notify_email = " + (email == null ? "null" : "'" + email + "'")
                + " where tenant_id = '" + tenant + "'");
    }

    private Notice notice() {
        return context.getBean(NoticeQueries.class).list(tenant, null, 10).getFirst();
    }
}
