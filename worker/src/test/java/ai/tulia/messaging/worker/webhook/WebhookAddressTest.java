package ai.tulia.messaging.worker.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.tulia.messaging.store.testing.TestLedger;
import ai.tulia.messaging.worker.network.CheckedResolver;
import ai.tulia.messaging.worker.network.PublicAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not on the public Internet is refused at connect, by the address that the name has then. */
class WebhookAddressTest {
    private static final String PUBLIC = "93.184.215.14";

    private static Webhooks webhooks;
    private Receiver receiver;
    private UUID tenant;

    @BeforeAll
    static void start() {
        webhooks = new Webhooks(TestLedger.fresh(), "tulia.webhooks.allow-private=false");
    }

    @AfterAll
    static void stop() {
        webhooks.close();
    }

    @BeforeEach
    void aTenant() {
        receiver = new Receiver();
        tenant = webhooks.ledger.tenant("addresses");
    }

    @AfterEach
    void close() {
        webhooks.lookup(InetAddress::getAllByName);
        webhooks.ledger.execute("update webhook_delivery set state = 'failed' where state = 'pending'");
        receiver.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0.0.0.0", "127.1"})
    void loopbackIsNotConnectedToHoweverItIsWritten(String host) {
        webhooks.endpoint(tenant, receiver.url(host));
        webhooks.event(tenant, UUID.randomUUID(), 1);
        webhooks.deliver();
        assertThat(receiver.received).isEmpty();
        assertThat(errors()).isEqualTo("no answer");
    }

    /** It came in before addresses were checked; what is there decides when it is connected to. */
    @Test
    void anAddressThatWasANotifyUrlIsCheckedAsEveryOther() {
        webhooks.endpoint(tenant, receiver.url("127.0.0.1"));
        webhooks.ledger.execute("update webhook_endpoint set description = 'Notices', secret = null,"
                + " secret_column = 'tenant.notify_secret' where tenant_id = '" + tenant + "'");
        webhooks.event(tenant, UUID.randomUUID(), 1);
        webhooks.deliver();
        assertThat(receiver.received).isEmpty();
        assertThat(errors()).isEqualTo("no answer");
    }

    @Test
    void whatIsRefusedAndWhatIsNotThereAreTheSameToTheTenant() {
        webhooks.lookup(host -> {
            if (host.equals("unknown.example.org")) {
                throw new UnknownHostException(host);
            }
            return InetAddress.getAllByName(host);
        });
        webhooks.endpoint(tenant, receiver.url("127.0.0.1"));
        webhooks.endpoint(tenant, "https://unknown.example.org/hooks");
        webhooks.event(tenant, UUID.randomUUID(), 1);
        webhooks.deliver();
        UUID permittedTenant = webhooks.ledger.tenant("closed port");
        try (var permitted = new Webhooks(webhooks.ledger)) {
            permitted.endpoint(permittedTenant, "http://127.0.0.1:1/hooks");
            permitted.event(permittedTenant, UUID.randomUUID(), 1);
            permitted.deliver();
        }
        assertThat(webhooks.text("select count(*) || ' ' || string_agg(distinct error, '|') || ' ' || count(status)"
                        + " from webhook_attempt where tenant_id in ('" + tenant + "', '" + permittedTenant + "')"))
                .isEqualTo("3 no answer 0");
    }

    @Test
    void aNameThatLeadsToLoopbackIsRefusedAlsoBesideAPublicAddress() {
        webhooks.lookup(host -> new InetAddress[] {
            InetAddress.getByName(PUBLIC), InetAddress.getByName("127.0.0.1"),
        });
        webhooks.endpoint(tenant, receiver.url("hooks.example.org"));
        webhooks.event(tenant, UUID.randomUUID(), 1);
        webhooks.deliver();
        assertThat(receiver.received).isEmpty();
        assertThat(errors()).isEqualTo("no answer");
    }

    @Test
    void aNameThatIsPrivateAtTheSecondLookUpIsRefusedThen() throws UnknownHostException {
        var lookups = new AtomicInteger();
        var resolver = new CheckedResolver(
                host -> new InetAddress[] {
                    InetAddress.getByName(lookups.incrementAndGet() == 1 ? PUBLIC : "127.0.0.1"),
                },
                false);
        assertThat(resolver.resolve("hooks.example.org")).containsExactly(InetAddress.getByName(PUBLIC));
        assertThatThrownBy(() -> resolver.resolve("hooks.example.org"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageNotContaining("127.0.0.1");
    }

    @Test
    void theAddressThatWasLookedUpIsTheOneThatIsConnectedTo() {
        var lookups = new AtomicInteger();
        try (var permitted = new Webhooks(webhooks.ledger)) {
            permitted.lookup(host ->
                    new InetAddress[] {InetAddress.getByName(lookups.incrementAndGet() == 1 ? "127.0.0.1" : "127.0.0.2")
                    });
            permitted.endpoint(tenant, receiver.url("hooks.example.org"));
            permitted.event(tenant, UUID.randomUUID(), 1);
            permitted.deliver();
        }
        assertThat(receiver.received).hasSize(1);
        assertThat(lookups).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "127.9.9.9",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "::ffff:10.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::1",
                "2001:0:1::1",
                "2001:db8::1",
                "fec0::1"
            })
    void whatIsNotPublic(String address) throws UnknownHostException {
        assertThat(PublicAddress.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {PUBLIC, "8.8.8.8", "100.128.0.1", "172.32.0.1", "192.1.1.1", "198.20.0.1", "2606:4700::1111"})
    void whatIsPublic(String address) throws UnknownHostException {
        assertThat(PublicAddress.isPublic(InetAddress.getByName(address))).isTrue();
    }

    private String errors() {
        return webhooks.text(
                "select string_agg(distinct error, ' ') from webhook_attempt where tenant_id = '" + tenant + "'");
    }
}
