package ai.tulia.messaging.api.message;

import static ai.tulia.messaging.api.message.Shop.field;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.store.message.AttemptOutcomes;
import ai.tulia.messaging.store.message.Transition;
import ai.tulia.messaging.store.quota.QuotaCounters;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import java.util.List;
import java.util.UUID;

/** A shop, one of its customers, and messages to them that fail and are tried again. */
record Resends(Shop shop, UUID customer) {
    static Resends of(Shop shop) {
        return new Resends(shop, shop.customer());
    }

    Answer resend(Answer message, String... headers) {
        return shop.api()
                .post(shop.tenant().key(), "/v1/messages/" + message.text("message_id") + "/resend", null, headers);
    }

    Answer send(String type) {
        return shop.send(field("customer_id", customer) + ", 'content': 'Hello', " + field("message_type", type));
    }

    /** One that the provider refuses; the next one it takes. */
    Answer refused(String type) {
        provider(FaultRule.of(FaultMode.REJECT_4XX).withCode(21211));
        Answer refused = send(type);
        assertThat(refused.status()).as(refused.body()).isEqualTo(502);
        MessageTest.twilio().faults(List.of());
        return refused;
    }

    Answer refused() {
        return refused("transactional");
    }

    /** The provider took it, and says that it did not deliver it. */
    void undelivered(Answer sent, String code) {
        shop.run(() -> shop.api()
                .bean(AttemptOutcomes.class)
                .settle(
                        shop.tenant().id(),
                        List.of(new Transition.NotDelivered(
                                shop.ref(sent), 1, sent.text("provider_msg_id"), true, code, "advice")),
                        MessageTest.now()));
    }

    void provider(FaultRule rule) {
        MessageTest.twilio().faults(List.of(rule.forAccount(shop.account())));
    }

    /** Units of the daily limit. */
    long used() {
        return shop.api()
                .bean(QuotaCounters.class)
                .usage(shop.tenant().id(), 1_000L, MessageTest.now())
                .used();
    }

    /** Messages that wait for one. */
    int waiting() {
        return shop.api()
                .bean(QuotaCounters.class)
                .usage(shop.tenant().id(), 1L, MessageTest.now())
                .waiting();
    }

    Answer now(Answer message) {
        return shop.get("/v1/messages/" + message.text("message_id"));
    }

    List<String> kinds(Answer message) {
        return shop.get("/v1/messages/" + message.text("message_id") + "/events")
                .json()
                .path("items")
                .valueStream()
                .map(event -> event.path("kind").asString())
                .toList();
    }
}
