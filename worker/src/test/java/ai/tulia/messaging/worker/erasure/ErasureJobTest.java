package ai.tulia.messaging.worker.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.store.callback.ProviderCallbackRepository;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of an erased customer nothing is left in any table, and the counts stay; what is under way settles first. */
class ErasureJobTest {
    private static Erasures erasures;
    private UUID tenant;

    @BeforeAll
    static void start() {
        erasures = new Erasures();
    }

    @AfterAll
    static void stop() {
        erasures.close();
    }

    @BeforeEach
    void aTenant() {
        tenant = erasures.ledger.tenant("erasing");
    }

    @Test
    void nothingOfThePersonIsLeftInAnyTable() {
        Person ana = new Person(erasures, tenant).withEverything();
        assertThat(ana.tablesWithTraces())
                .contains(
                        "broadcast_recipient",
                        "consent",
                        "consent_event",
                        "customer",
                        "inbound_message",
                        "message",
                        "message_event",
                        "message_metadata",
                        "provider_callback",
                        "shared_contact",
                        "webhook_delivery",
                        "whatsapp_user");
        String counts = erasures.ledger.queryText("select sum(messages) from broadcast_count");
        String reserved = erasures.count("message where reserved_at is not null");

        erasures.request(tenant, ana.id);
        erasures.erase();

        assertThat(erasures.of(ana.id, "erased_at is not null")).isEqualTo("t");
        // Its ids at the provider, until they are deleted there.
        assertThat(ana.tablesWithTraces()).isSubsetOf("provider_copy");
        assertThat(erasures.count("provider_copy where customer_id = '" + ana.id + "'"))
                .isEqualTo("6");
        erasures.ledger.execute("delete from provider_copy where customer_id = '" + ana.id + "'");
        assertThat(ana.traces()).isEmpty();
        assertThat(erasures.count("message where customer_id = '" + ana.id + "'"))
                .isEqualTo("4");
        assertThat(erasures.ledger.queryText("select sum(messages) from broadcast_count"))
                .isEqualTo(counts);
        assertThat(erasures.count("message where reserved_at is not null")).isEqualTo(reserved);
        for (String table : new String[] {
            "consent", "consent_event", "whatsapp_user", "whatsapp_session", "inbound_message", "broadcast_recipient"
        }) {
            assertThat(erasures.count(table + " where customer_id = '" + ana.id + "'"))
                    .as(table)
                    .isEqualTo("0");
        }
    }

    @Test
    void anotherCustomerKeepsEverything() {
        Person bob = new Person(erasures, tenant).withEverything();
        Person ana = new Person(erasures, tenant).withEverything();
        var before = bob.traces();

        erasures.request(tenant, ana.id);
        erasures.erase();

        assertThat(bob.traces()).containsExactlyInAnyOrderElementsOf(before);
    }

    @ParameterizedTest
    @CsvSource({"SENDING", "UNKNOWN"})
    void whatIsUnderWaySettlesFirst(String state) {
        Person ana = new Person(erasures, tenant).withMessages(1, state, "pending");

        assertThat(erasures.request(tenant, ana.id).effect().underWay()).hasSize(1);
        erasures.erase();
        assertThat(erasures.of(ana.id, "erased_at is null")).isEqualTo("t");
        assertThat(erasures.ledger.queryText("select phone_number from customer where id = '" + ana.id + "'"))
                .isEqualTo(ana.number);
        assertThat(ana.tablesWithTraces()).contains("message");

        ana.execute("update message set state = 'SENT', status = 'sent' where customer_id = '%C'");
        erasures.later(Duration.ofSeconds(10));
        erasures.erase();
        assertThat(erasures.of(ana.id, "erased_at is not null")).isEqualTo("t");
        assertThat(ana.tablesWithTraces()).isEmpty();
    }

    @Test
    void whatWaitsAgainIsCanceledAndNotSentOnceMore() {
        Person ana = new Person(erasures, tenant).withMessages(1, "SENDING", "pending");
        erasures.request(tenant, ana.id);

        ana.execute("update message set state = 'WAITING', waiting_reason = 'provider_busy', wake_at = now()"
                + " where customer_id = '%C'");
        erasures.later(Duration.ofSeconds(10));
        erasures.erase();

        assertThat(erasures.ledger.queryText("select state from message where customer_id = '" + ana.id + "'"))
                .isEqualTo("CANCELED");
        assertThat(ana.tablesWithTraces()).isEmpty();
        assertThat(erasures.of(ana.id, "erased_at is not null")).isEqualTo("t");
    }

    @Test
    void aReportThatComesLaterLeavesNothing() {
        Person ana = new Person(erasures, tenant).withMessages(1, "SENT", "sent");
        erasures.request(tenant, ana.id);
        erasures.erase();
        ana.execute("insert into provider_callback (tenant_id, provider_msg_id, status, message_id, attempt, form,"
                + " received_at) select tenant_id, 'SMlate', 'read', id, 1, 'Body=%M', now() from message"
                + " where customer_id = '%C'");
        assertThat(ana.tablesWithTraces()).containsExactly("provider_callback");

        var callbacks = erasures.bean(ProviderCallbackRepository.class);
        erasures.in(tenant, () -> {
            callbacks.markApplied(tenant, callbacks.claim(tenant, 10), erasures.now());
            return true;
        });

        assertThat(ana.traces()).isEmpty();
    }

    @Test
    void whatWasBeingWrittenMeanwhileIsErasedAMinuteLater() {
        Person ana = new Person(erasures, tenant).withMessages(1, "SENT", "sent");
        erasures.request(tenant, ana.id);
        erasures.erase();
        ana.execute("insert into consent_event (tenant_id, customer_id, channel, type, state, proof, recorded_at)"
                + " values ('%T', '%C', 'sms', 'all', 'granted', '%M', now())");
        ana.withMessages(2, "SENT", "sent");

        erasures.later(Duration.ofMinutes(2));
        erasures.erase();

        assertThat(ana.traces()).isEmpty();
        assertThat(erasures.of(ana.id, "next_look_at is null")).isEqualTo("t");
    }

    @Test
    void aRunThatBreaksOffIsGoneOnWith() {
        Person ana = new Person(erasures, tenant).withMessages(2_500, "SENT", "sent");
        String stuck = "(select id from message where customer_id = '" + ana.id + "' order by id offset 1500 limit 1)";
        erasures.ledger.execute("alter table message add constraint stuck check (body is not null or id <> '"
                + erasures.ledger.queryText("select " + stuck) + "') not valid");
        erasures.request(tenant, ana.id);
        erasures.erase();
        assertThat(erasures.of(ana.id, "erased_at is null")).isEqualTo("t");
        assertThat(erasures.count("message where body is null and customer_id = '" + ana.id + "'"))
                .isEqualTo("1000");

        erasures.ledger.execute("alter table message drop constraint stuck");
        erasures.later(Duration.ofMinutes(2));
        erasures.erase();
        assertThat(erasures.of(ana.id, "erased_at is not null")).isEqualTo("t");
        assertThat(ana.tablesWithTraces()).isEmpty();
        assertThat(erasures.count("provider_copy where customer_id = '" + ana.id + "'"))
                .isEqualTo("2500");
    }
}
