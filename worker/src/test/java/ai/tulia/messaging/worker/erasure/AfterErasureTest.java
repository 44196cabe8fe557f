package ai.tulia.messaging.worker.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.store.consent.ConsentLedger;
import ai.tulia.messaging.store.customer.ReachableCustomers;
import ai.tulia.messaging.store.inbound.InboundIntake;
import ai.tulia.messaging.store.inbound.ReceivedMessage;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes for somebody who was erased. */
class AfterErasureTest {
    private static Erasures erasures;
    private Person ana;

    @BeforeAll
    static void start() {
        erasures = new Erasures();
    }

    @AfterAll
    static void stop() {
        erasures.close();
    }

    @BeforeEach
    void erased() {
        UUID tenant = erasures.ledger.tenant("erasing");
        ana = new Person(erasures, tenant).withEverything();
        erasures.request(tenant, ana.id);
        erasures.erase();
        erasures.ledger.execute("delete from provider_copy where customer_id = '" + ana.id + "'");
        assertThat(ana.traces()).isEmpty();
    }

    @Test
    void whoOptedOutAndWritesFromAnotherNumberByTheSameUserIdStaysOptedOut() {
        String another = "+49151888" + ana.count;
        var received = new ReceivedMessage(
                "SMagain" + ana.count,
                "whatsapp:" + another,
                "whatsapp:+14155238886",
                "Hello",
                List.of(),
                another.substring(1),
                "US." + ana.mark,
                null,
                erasures.now());
        erasures.in(ana.tenant, () -> erasures.bean(InboundIntake.class).take(ana.tenant, received, true));

        assertThat(erasures.count("consent where state = 'withdrawn' and source = 'erased_opt_out' and customer_id ="
                        + " (select id from customer where phone_number = '" + another + "')"))
                .isEqualTo("1");
    }

    @Test
    void aLateWordOfTheProviderLeavesNothing() {
        erasures.in(ana.tenant, () -> {
            erasures.bean(ConsentLedger.class)
                    .record(
                            ana.tenant,
                            ana.id,
                            Channel.WHATSAPP,
                            ConsentType.ALL,
                            ConsentState.WITHDRAWN,
                            "provider",
                            "about " + ana.mark,
                            erasures.now());
            erasures.bean(ReachableCustomers.class).markUnreachable(ana.tenant, List.of(ana.id), erasures.now());
            return true;
        });

        assertThat(ana.traces()).isEmpty();
        assertThat(erasures.count("consent where customer_id = '" + ana.id + "'"))
                .isEqualTo("0");
        assertThat(erasures.count("customer where whatsapp_unreachable_until is not null and id = '" + ana.id + "'"))
                .isEqualTo("0");
    }
}
