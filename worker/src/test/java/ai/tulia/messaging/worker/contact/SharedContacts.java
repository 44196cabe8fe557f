package ai.tulia.messaging.worker.contact;

import ai.tulia.messaging.activities.ActivitiesConfiguration;
import ai.tulia.messaging.store.StoreConfiguration;
import ai.tulia.messaging.store.database.LedgerClock;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.inbound.InboundIntake;
import ai.tulia.messaging.store.inbound.InboundMessage;
import ai.tulia.messaging.store.inbound.ReceivedMessage;
import ai.tulia.messaging.store.secret.SecretBox;
import ai.tulia.messaging.store.testing.TestLedger;
import ai.tulia.messaging.twiliosimulator.TwilioSimulator;
import ai.tulia.messaging.twiliosimulator.TwilioSimulatorOptions;
import ai.tulia.messaging.worker.network.NameLookup;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import tools.jackson.databind.json.JsonMapper;

/** The job as a worker runs it, at the time that a test says, with a Twilio on loopback that keeps the files. */
final class SharedContacts implements AutoCloseable {
    static final String SENDER = "whatsapp:+14155238886";

    final TestLedger ledger = TestLedger.fresh();
    final TwilioSimulator twilio = TwilioSimulator.start(TwilioSimulatorOptions.defaults());
    private final AtomicReference<String> posted = new AtomicReference<>();
    private final HttpServer webhook = webhook();
    private final AtomicInteger messages = new AtomicInteger();
    private final ConfigurableApplicationContext beans;

    @EnableAutoConfiguration
    @ComponentScan
    @Import({StoreConfiguration.class, ActivitiesConfiguration.class})
    static class ContactsOnly {
        static final AtomicReference<Duration> LATER = new AtomicReference<>(Duration.ZERO);

        @Bean
        @Primary
        LedgerClock laterClock() {
            return () -> Instant.now().plus(LATER.get()).truncatedTo(ChronoUnit.MICROS);
        }

        @Bean
        NameLookup lookup() {
            return host -> InetAddress.getAllByName("inside.example.org".equals(host) ? "10.0.0.1" : host);
        }
    }

    SharedContacts() {
        beans = new SpringApplicationBuilder(ContactsOnly.class)
                .web(WebApplicationType.NONE)
                .run(Stream.concat(
                                ledger.properties().stream(),
                                Stream.of(
                                        "tulia.redis.url=redis://127.0.0.1:1",
                                        "tulia.twilio.simulator-url=" + twilio.address()))
                        .map(property -> "--" + property)
                        .toArray(String[]::new));
    }

    void later(Duration later) {
        ContactsOnly.LATER.set(later);
    }

    <T> T bean(Class<T> type) {
        return beans.getBean(type);
    }

    /** With an account of its own, which the simulator knows. */
    UUID tenant() {
        UUID tenant = ledger.tenant("contacts");
        byte[] token = bean(SecretBox.class).seal(tenant, "provider_account.auth_token", "token");
        ledger.execute("insert into provider_account (tenant_id, account_sid, auth_token, updated_at) values ('"
                + tenant + "', '" + account(tenant) + "', '\\x" + HexFormat.of().formatHex(token) + "', now())");
        String credentials = Base64.getEncoder().encodeToString((account(tenant) + ":token").getBytes());
        call(HttpRequest.newBuilder(
                        twilio.address().resolve("/2010-04-01/Accounts/" + account(tenant) + "/Messages.json"))
                .header("Authorization", "Basic " + credentials));
        return tenant;
    }

    static String account(UUID tenant) {
        return "AC" + tenant.toString().replace("-", "");
    }

    /** A file that the provider keeps for the tenant; gives its URL. @param more fields, each with a comma before it */
    String file(UUID tenant, String contentType, String content, String more) {
        String body = JsonMapper.shared().writeValueAsString(content);
        call(HttpRequest.newBuilder(twilio.address().resolve("/_simulator/inbound"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"account\": \"" + account(tenant)
                        + "\", \"from\": \"whatsapp:US.1\", \"to\": \"" + SENDER
                        + "\", \"body\": \"\", \"webhook_url\": \"" + webhookUrl() + "\", \"media\": [{"
                        + "\"content_type\": \"" + contentType + "\", \"content\": " + body + more + "}]}")));
        return posted.get();
    }

    private String webhookUrl() {
        return "http://127.0.0.1:" + webhook.getAddress().getPort() + "/";
    }

    /** Takes from the provider's form where the file is. */
    private HttpServer webhook() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
            server.createContext("/", exchange -> {
                String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                Stream.of(form.split("&"))
                        .filter(field -> field.startsWith("MediaUrl0="))
                        .map(field -> URLDecoder.decode(field.split("=", 2)[1], StandardCharsets.UTF_8))
                        .forEach(posted::set);
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String card(UUID tenant, String number, String waid) {
        return file(tenant, "text/vcard", vcard("TEL;type=CELL;waid=" + waid + ":" + number), "");
    }

    static String vcard(String lines) {
        return "BEGIN:VCARD\r\nVERSION:3.0\r\nN:;Ana;;;\r\nFN:Ana\r\n" + lines + "\r\nEND:VCARD\r\n";
    }

    /** A customer wrote: what the webhook does with it. @return the provider's id of the message */
    String wrote(UUID tenant, String from, String text, String... cards) {
        String sid = "SM" + messages.incrementAndGet();
        posted(tenant, sid, from, text, cards);
        return sid;
    }

    /** The webhook of this message, perhaps once more. */
    void posted(UUID tenant, String sid, String from, String text, String... cards) {
        var media = Stream.of(cards)
                .map(url -> new InboundMessage.Media(url, "text/vcard"))
                .toList();
        String to = from.startsWith("whatsapp:") ? SENDER : "+14155238886";
        var received = new ReceivedMessage(
                sid,
                from,
                to,
                text,
                List.copyOf(media),
                null,
                null,
                null,
                bean(LedgerClock.class).now());
        bean(TenantTransactions.class)
                .call(tenant, () -> bean(InboundIntake.class).take(tenant, received, true));
    }

    void run() {
        bean(SharedContactJob.class).fetchDue();
    }

    String text(UUID tenant, String sql) {
        return ledger.queryText(sql + " where tenant_id = '" + tenant + "'");
    }

    String outcomes(UUID tenant) {
        return text(
                tenant, "select string_agg(coalesce(outcome, 'pending'), ' ' order by inbound_id) from shared_contact");
    }

    int requests(UUID tenant) {
        return twilio.mediaRequests(account(tenant));
    }

    private static void call(HttpRequest.Builder request) {
        try (var client = HttpClient.newHttpClient()) {
            client.send(request.build(), HttpResponse.BodyHandlers.discarding());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        beans.close();
        twilio.close();
        webhook.stop(0);
    }
}
