package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import ai.tulia.messaging.twiliosimulator.ReceivedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A message sent now: what leaves, and what must not. */
class SendAcceptanceTest extends AcceptanceTest {
    @Test
    void withConsentItIsSentWithinTheCall() {
        Shop shop = shop();
        Customer ana = shop.customer("promotional");

        Answer sent = shop.letter("promotional", ana).send().expect(201);

        assertThat(sent.text("status")).isEqualTo("sent");
        UUID message = sent.messageId();
        assertThat(shop.message(message).text("state")).isEqualTo("sent");
        assertThat(shop.events(message)).containsExactly("accepted", "attempt_started", "provider_accepted");
        assertThat(shop.received()).singleElement().satisfies(post -> {
            assertThat(post.sid()).isEqualTo(sent.text("provider_msg_id"));
            assertThat(post.to()).isEqualTo("whatsapp:" + ana.number());
            assertThat(post.field("From")).isEqualTo("whatsapp:+14155238886");
            assertThat(post.field("Body")).isEqualTo("Hello " + ana.name() + ", the " + Letter.MARK + " is ready");
        });
    }

    @Test
    void withoutConsentItIs403AndNothingLeaves() {
        Shop shop = shop();
        Customer stranger = shop.customer();

        Answer refused = shop.letter("promotional", stranger).send().expect(403);

        assertThat(refused.text("code")).isEqualTo("consent_missing");
        assertThat(shop.message(refused.messageId()).text("state")).isEqualTo("refused");
        assertThat(shop.events(refused.messageId())).endsWith("policy_refused");
        assertThat(shop.received()).isEmpty();
    }

    @Test
    void aTemplateIsFilledWithWhatTheCallerAndTheCustomerSay() {
        Shop shop = shop();
        Customer ana = shop.customer();
        String template = shop.post(
                        "/v1/templates",
                        Map.of(
                                "name",
                                "parcel",
                                "message_type",
                                "transactional",
                                "content",
                                "{{name}}: parcel {{parcel}} for {{who|you}}, {{count}} pieces"))
                .expect(201)
                .text("id");

        Answer sent = shop.letter("transactional", ana)
                .from(template, Map.of("parcel", "A-17", "count", 3))
                .send()
                .expect(201);

        String text = ana.name() + ": parcel A-17 for you, 3 pieces";
        assertThat(shop.message(sent.messageId()).text("content")).isEqualTo(text);
        assertThat(shop.received()).singleElement().satisfies(post -> {
            assertThat(post.field("Body")).isEqualTo(text);
            assertThat(post.field("ContentSid")).isNull();
        });
    }

    @Test
    void anApprovedTemplateGoesOutByItsContentSidWithItsVariables() {
        Shop shop = shop();
        Customer ana = shop.customer();
        String contentSid = "HX" + "0123456789abcdef".repeat(2);
        String template = shop.post(
                        "/v1/templates",
                        Map.of(
                                "name", "approved",
                                "message_type", "transactional",
                                "content", "{{name}}, order {{order}} is ready",
                                "content_sid", contentSid,
                                "content_variables", Map.of("1", "name", "2", "order")))
                .expect(201)
                .text("id");

        shop.letter("transactional", ana)
                .from(template, Map.of("order", "B-4"))
                .send()
                .expect(201);

        assertThat(shop.received()).singleElement().satisfies(post -> {
            assertThat(post.field("ContentSid")).isEqualTo(contentSid);
            assertThat(Http.JSON.readTree(post.field("ContentVariables")))
                    .isEqualTo(Http.JSON.readTree("{\"1\": \"" + ana.name() + "\", \"2\": \"B-4\"}"));
            assertThat(post.field("Body")).isNull();
        });
    }

    @Test
    void everyPostSaysWhereItsStatusIsToBeTold() {
        Shop shop = shop();
        UUID message =
                shop.letter("transactional", shop.customer()).send().expect(201).messageId();

        assertThat(shop.received())
                .singleElement()
                .satisfies(post -> assertThat(post.field("StatusCallback"))
                        .isEqualTo("http://127.0.0.1:" + stack().http().port() + "/v1/webhooks/twilio/" + shop.id()
                                + "/" + message + "/1#rc=5&rp=5xx,ct,rt"));
    }

    @Test
    void aRequestRepeatedWithItsKeyIsAnsweredTheSameAndSentOnce() {
        Shop shop = shop();
        Letter letter = shop.letter("transactional", shop.customer());

        Answer first = letter.send("Idempotency-Key", "order-17").expect(201);
        Answer again = letter.send("Idempotency-Key", "order-17").expect(201);

        assertThat(again.json()).isEqualTo(first.json());
        assertThat(shop.received()).hasSize(1);
        letter.with("content", "Something else")
                .send("Idempotency-Key", "order-17")
                .expect(422);
        assertThat(shop.received()).hasSize(1);
    }

    @Test
    void anotherTenantNeverSeesIt() {
        Shop shop = shop();
        Shop other = shop();
        Customer ana = shop.customer();
        UUID message = shop.letter("transactional", ana).send().expect(201).messageId();

        for (String path : List.of("", "/events", "/explain")) {
            other.get("/v1/messages/" + message + path).expect(404);
        }
        other.post("/v1/messages/" + message + "/cancel", Map.of()).expect(404);
        assertThat(other.letter("transactional", ana).send().expect(422).text("code"))
                .isEqualTo("unknown_customer");
        assertThat(other.get("/v1/messages").expect(200).json().path("items")).isEmpty();
        assertThat(other.received()).isEmpty();
        assertThat(shop.received()).singleElement().matches(ReceivedRequest::accepted);
    }

    @Test
    void theLogKnowsNobody() throws IOException {
        Shop shop = shop();
        Customer ana = shop.customer("promotional");
        UUID message = shop.letter("promotional", ana).send().expect(201).messageId();
        // A refusal and a fault are what logs like to quote.
        provider(shop, FaultRule.of(FaultMode.REJECT_4XX).withCode(21211));
        shop.letter("promotional", ana).send().expect(502);

        String log = Files.readString(Path.of(System.getProperty("tulia.log")));
        assertThat(log).isNotEmpty().doesNotContain(ana.number().substring(1), ana.name(), Letter.MARK);
        assertThat(shop.message(message).text("content")).contains(ana.name(), Letter.MARK);
    }
}
