package ai.tulia.messaging.worker.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A number is linked to a user id when the customer shares their own contact, and STOPs of both hold then. */
class SharedContactJobTest {
    private static final String ANA = "+4915112345678";
    private static final String ID = "US.1349812345";
    private static final String OPT_OUTS =
            "select string_agg(channel || ' ' || state || ' ' || source, ', ' order by channel) from consent";

    private static SharedContacts contacts;
    private UUID tenant;

    @BeforeAll
    static void start() {
        contacts = new SharedContacts();
    }

    @AfterAll
    static void stop() {
        contacts.close();
    }

    @BeforeEach
    void aTenant() {
        contacts.ledger.execute("update shared_contact set outcome = 'unusable' where outcome is null");
        contacts.later(Duration.ZERO);
        tenant = contacts.tenant();
    }

    @Test
    void theOwnCardLinksBothAddressesAndJoinsTheirStops() {
        contacts.wrote(tenant, ANA, "STOP");
        String ana = text("select id::text from customer");
        contacts.wrote(tenant, "whatsapp:" + ID, "STOP");
        contacts.wrote(tenant, "whatsapp:" + ID, "", contacts.card(tenant, "+49 1511 2345678", ID));
        assertThat(contacts.requests(tenant)).isZero();

        contacts.run();

        assertThat(outcomes()).isEqualTo("linked");
        assertThat(text("select customer_id || ' ' || source from whatsapp_user"))
                .isEqualTo(ana + " contact_shared");
        assertThat(text("select count(*) || ' ' || count(phone_number) from customer"))
                .isEqualTo("2 1");
        assertThat(contacts.ledger.queryText(OPT_OUTS + " where customer_id = '" + ana + "'"))
                .isEqualTo("sms withdrawn keyword, whatsapp withdrawn keyword");
        assertThat(contacts.ledger.queryText("select count(*) from whatsapp_session where customer_id = '" + ana + "'"))
                .isEqualTo("1");
    }

    @Test
    void aNumberThatNobodyHasIsGivenToWhoSharedIt() {
        contacts.wrote(tenant, "whatsapp:" + ID, "STOP");
        contacts.wrote(tenant, "whatsapp:" + ID, "", contacts.card(tenant, ANA, ID));
        contacts.run();
        assertThat(outcomes()).isEqualTo("linked");
        assertThat(text("select string_agg(phone_number, ' ') from customer")).isEqualTo(ANA);
        assertThat(text(OPT_OUTS)).isEqualTo("whatsapp withdrawn keyword");
    }

    @Test
    void anothersCardLinksNothing() {
        contacts.wrote(tenant, "whatsapp:" + ANA, "Hello");
        contacts.wrote(tenant, "whatsapp:" + ID, "STOP");
        contacts.wrote(tenant, "whatsapp:" + ID, "", contacts.card(tenant, ANA, ANA.substring(1)));
        contacts.wrote(tenant, "whatsapp:" + ID, "", contacts.card(tenant, ANA, "US.777"));

        contacts.run();

        assertThat(outcomes()).isEqualTo("not_own not_own");
        assertThat(text("select count(*) from consent")).isEqualTo("1");
        assertThat(text("select string_agg(source, ' ') from whatsapp_user")).isEqualTo("inbound");
        assertThat(text("select count(phone_number) from customer")).isEqualTo("1");
    }

    @Test
    void aNumberThatWhatsAppNamedForAnotherUserStaysThatUsers() {
        contacts.wrote(tenant, "whatsapp:" + ANA, "Hello");
        contacts.ledger.execute("insert into whatsapp_user (tenant_id, portfolio, user_id, customer_id, source,"
                + " first_seen_at) select tenant_id, '', 'US.9', id, 'inbound', now() from customer"
                + " where tenant_id = '" + tenant + "'");
        contacts.wrote(tenant, "whatsapp:" + ID, "", contacts.card(tenant, ANA, ID));
        contacts.run();
        assertThat(outcomes()).isEqualTo("conflict");
        assertThat(text("select count(distinct customer_id) from whatsapp_user"))
                .isEqualTo("2");
    }

    @Test
    void whoHasANumberKeepsIt() {
        contacts.wrote(tenant, "whatsapp:" + ID, "", contacts.card(tenant, ANA, ID));
        contacts.wrote(tenant, "whatsapp:" + ID, "", contacts.card(tenant, "+4915187654321", ID));
        contacts.run();
        assertThat(outcomes().split(" ")).containsExactlyInAnyOrder("linked", "known");
        assertThat(text("select count(phone_number) from customer")).isEqualTo("1");
    }

    @Test
    void aFileOfAnotherTenantIsNotAskedFor() {
        UUID other = contacts.tenant();
        String theirs = contacts.card(other, ANA, ID);
        contacts.wrote(tenant, "whatsapp:" + ID, "", theirs);
        contacts.run();
        assertThat(outcomes()).isEqualTo("unusable");
        assertThat(contacts.requests(other)).isZero();
        assertThat(contacts.outcomes(other)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/2010-04-01/Accounts/%s/Messages/MM1/Media/ME1",
                "https://127.0.0.1:%d/2010-04-01/Accounts/%s/Messages/MM1/Media/ME1",
                "https://api.twilio.com@127.0.0.1:%d/2010-04-01/Accounts/%s/Messages/MM1/Media/ME1",
            })
    void credentialsGoToNoAddressThatAWebhookNames(String url) throws IOException {
        try (var inside = listener()) {
            contacts.wrote(
                    tenant, "whatsapp:" + ID, "", url.formatted(inside.getLocalPort(), SharedContacts.account(tenant)));
            contacts.run();
            assertThat(outcomes()).isEqualTo("unusable");
            assertNobodyConnected(inside);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:%d/", "https://127.0.0.1:%d/", "https://inside.example.org:%d/"})
    void aRedirectToAPrivateAddressIsNotFollowed(String location) throws IOException {
        try (var inside = listener()) {
            String url = contacts.file(
                    tenant, "text/vcard", "", ", \"location\": \"" + location.formatted(inside.getLocalPort()) + "\"");
            contacts.wrote(tenant, "whatsapp:" + ID, "", url);
            contacts.run();
            assertThat(outcomes()).isEqualTo("unusable");
            assertNobodyConnected(inside);
        }
    }

    @Test
    void aFileThatIsTooLargeOrNoCardIsNotRead() {
        String large = SharedContacts.vcard(
                "NOTE:" + "x".repeat(ContactCardFetcher.MAX_BYTES) + "\r\nTEL;waid=" + ID + ":" + ANA);
        contacts.wrote(tenant, "whatsapp:" + ID, "", contacts.file(tenant, "text/vcard", large, ""));
        String image = SharedContacts.vcard("TEL;waid=" + ID + ":" + ANA);
        contacts.wrote(tenant, "whatsapp:" + ID, "", contacts.file(tenant, "image/png", image, ""));
        contacts.run();
        assertThat(outcomes()).isEqualTo("unusable unusable");
        assertThat(text("select count(phone_number) from customer")).isEqualTo("0");
    }

    @Test
    void aProviderThatIsAwayIsAskedAgainLater() {
        String card = SharedContacts.vcard("TEL;waid=" + ID + ":" + ANA);
        String url = contacts.file(tenant, "text/vcard", card, ", \"unavailable\": 2");
        contacts.wrote(tenant, "whatsapp:" + ID, "", url);

        contacts.run();
        contacts.run();
        assertThat(contacts.requests(tenant)).isOne();
        contacts.later(Duration.ofSeconds(65));
        contacts.run();
        assertThat(outcomes()).isEqualTo("pending");
        contacts.later(Duration.ofSeconds(65 + 125));
        contacts.run();

        assertThat(outcomes()).isEqualTo("linked");
        assertThat(contacts.requests(tenant)).isEqualTo(3);
    }

    @Test
    void whatTheProviderNeverGivesIsGivenUp() {
        String url = contacts.file(tenant, "text/vcard", "", ", \"unavailable\": 100");
        contacts.wrote(tenant, "whatsapp:" + ID, "", url);
        IntStream.rangeClosed(0, SharedContactJob.MAX_ATTEMPTS + 2).forEach(round -> {
            contacts.later(Duration.ofHours(7L * round));
            contacts.run();
        });
        assertThat(outcomes()).isEqualTo("given_up");
        assertThat(contacts.requests(tenant)).isEqualTo(SharedContactJob.MAX_ATTEMPTS);
    }

    @Test
    void aWebhookThatComesAgainDoesItOnce() {
        String url = contacts.card(tenant, ANA, ID);
        String sid = contacts.wrote(tenant, "whatsapp:" + ID, "", url);
        contacts.run();
        contacts.posted(tenant, sid, "whatsapp:" + ID, "", url);
        contacts.run();
        assertThat(outcomes()).isEqualTo("linked");
        assertThat(contacts.requests(tenant)).isOne();
    }

    private static ServerSocket listener() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    }

    private static void assertNobodyConnected(ServerSocket socket) throws IOException {
        socket.setSoTimeout(1);
        assertThatThrownBy(socket::accept).isInstanceOf(SocketTimeoutException.class);
    }

    private String outcomes() {
        return contacts.outcomes(tenant);
    }

    private String text(String sql) {
        return contacts.text(tenant, sql);
    }
}
