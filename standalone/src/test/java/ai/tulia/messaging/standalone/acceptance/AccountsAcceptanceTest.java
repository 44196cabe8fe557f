package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import ai.tulia.messaging.twiliosimulator.ReceivedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A tenant whose senders belong to different accounts at the provider. */
class AccountsAcceptanceTest extends AcceptanceTest {
    @Test
    void eachMessageGoesByItsSendersAccountAndWhatItReportsIsBelieved() {
        Shop shop = shop();
        Customer ana = shop.customer();
        String other = shop.smsByAnotherAccount();
        provider(other, FaultRule.of(FaultMode.OK));

        UUID message = shop.letter("transactional", ana)
                .with("channel", "sms")
                .send()
                .expect(201)
                .messageId();
        shop.letter("transactional", ana).send().expect(201);

        assertThat(by(other)).singleElement().matches(post -> post.to().equals(ana.number()));
        assertThat(shop.received()).singleElement().matches(post -> post.to().equals("whatsapp:" + ana.number()));
        shop.awaitState(message, "delivered");
    }

    @Test
    void aBroadcastGoesByItsSendersAccount() {
        Shop shop = shop();
        UUID ana = shop.customer().id();
        String other = shop.smsByAnotherAccount();
        var broadcast = Map.of(
                "name",
                "spring",
                "message_type",
                "transactional",
                "channel",
                "sms",
                "content",
                "News",
                "customer_ids",
                List.of(ana),
                "start",
                true);

        String path = "/v1/broadcasts/"
                + shop.post("/v1/broadcasts", broadcast).expect(201).text("id");

        await().atMost(SETTLED_WITHIN).until(() -> shop.get(path).text("status").equals("completed"));
        assertThat(by(other)).singleElement().matches(ReceivedRequest::accepted);
        assertThat(shop.received()).isEmpty();
    }

    @Test
    void whatTheOtherAccountNeverReportedIsFoundInItsList() {
        Shop shop = shop();
        String other = shop.smsByAnotherAccount();
        provider(other, FaultRule.of(FaultMode.EXECUTE_AND_VANISH).withTimes(1));
        UUID message = shop.letter("transactional", shop.customer())
                .with("channel", "sms")
                .send()
                .expect(202)
                .messageId();
        shop.awaitState(message, "unknown");

        shop.unknownFor(message, Duration.ofMinutes(3));

        assertThat(shop.awaitState(message, "delivered").text("provider_msg_id"))
                .startsWith("SM");
        assertThat(by(other)).hasSize(1);
    }

    private static List<ReceivedRequest> by(String account) {
        return stack().simulator().requests().stream()
                .filter(request -> account.equals(request.accountSid()))
                .toList();
    }
}
