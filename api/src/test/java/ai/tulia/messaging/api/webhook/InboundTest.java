package ai.tulia.messaging.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.api.testing.TestApi;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a customer writes is kept, and a STOP holds from its answer on. */
class InboundTest extends ApiTest {
    private static final String ANA = "+4915112345678";

    private TestApi.Tenant tenant;
    private SignedForm webhook;
    private int number;

    @BeforeEach
    void aTenantWithAnAccount() {
        tenant = tenant();
        webhook = new SignedForm(api(), "/v1/webhooks/twilio/inbound/" + tenant.id());
        webhook.account(tenant.id(), "its-token");
    }

    @Test
    void aMessageFindsItsCustomerAndIsInTheConversation() {
        String ana = customer(ANA);
        said(
                "whatsapp:" + ANA,
                "Where is my order?",
                Map.of("MediaUrl0", "https://m.example/1", "MediaContentType0", "image/png"));
        String message = send(ana).text("message_id");

        Answer conversation = get("/v1/customers/" + ana + "/conversation");
        var items = conversation.json().path("items");
        assertThat(items.size()).isEqualTo(2);
        assertThat(items.at("/0/id").asString()).isEqualTo(message);
        assertThat(items.at("/0/direction").asString()).isEqualTo("outbound");
        assertThat(items.at("/0/state").asString()).isNotBlank();
        assertThat(items.at("/1/direction").asString()).isEqualTo("inbound");
        assertThat(items.at("/1/content").asString()).isEqualTo("Where is my order?");
        assertThat(items.at("/1/media/0/url").asString()).isEqualTo("https://m.example/1");

        Answer first = get("/v1/customers/" + ana + "/conversation?limit=1");
        Answer second = get("/v1/customers/" + ana + "/conversation?limit=1&cursor=" + first.text("next_cursor"));
        assertThat(second.json().at("/items/0/direction").asString()).isEqualTo("inbound");
        assertThat(second.json().path("next_cursor").isNull()).isTrue();
    }

    @Test
    void theTextIsSealedInTheLedger() {
        said("whatsapp:" + ANA, "my secret wish", Map.of());
        assertThat(ledger().queryText("select encode(body, 'escape') from inbound_message where tenant_id = '"
                        + tenant.id() + "'"))
                .doesNotContain("secret wish");
    }

    @Test
    void someoneUnknownBecomesACustomerWithoutConsents() {
        said("whatsapp:" + ANA, "Hello", Map.of());
        Answer found = get("/v1/customers?phone_number=%2B" + ANA.substring(1));
        String id = found.json().at("/items/0/id").asString();
        assertThat(get("/v1/customers/" + id + "/consents").json().path("items").size())
                .isZero();
        assertThat(get("/v1/customers/" + id + "/conversation")
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void aMessageThatComesAgainIsStoredOnce() {
        Map<String, String> form = form("whatsapp:" + ANA, "STOP", Map.of());
        Answer first = webhook.post(form, "its-token");
        assertThat(first.status()).isEqualTo(200);
        assertThat(webhook.post(form, "its-token").body()).isEqualTo(first.body());
        assertThat(count("inbound_message")).isEqualTo("1");
        assertThat(count("consent_event")).isEqualTo("1");
    }

    @Test
    void aStopEndsWhatWaitsAndStartRestoresNoMoreThanItTook() {
        String ana = customer(ANA);
        consent(ana, "promotional", "withdrawn");
        Answer scheduled = schedule(ana);

        said("whatsapp:" + ANA, " Stop! ", Map.of());

        Answer row = get("/v1/messages/" + scheduled.text("message_id"));
        assertThat(row.text("state")).isEqualTo("refused");
        assertThat(row.json().at("/failure/code").asString()).isEqualTo("opted_out");
        assertThat(send(ana).status()).isEqualTo(403);

        said("whatsapp:" + ANA, "START", Map.of());

        assertThat(send(ana).status()).isLessThan(300);
        String consents = get("/v1/customers/" + ana + "/consents").body();
        assertThat(consents).contains("\"type\":\"promotional\",\"state\":\"withdrawn\"");
    }

    @Test
    void aStartTakesBackNoWithdrawalThatWasRecordedOtherwise() {
        String ana = customer(ANA);
        consent(ana, "all", "withdrawn");
        said("whatsapp:" + ANA, "yes", Map.of());
        assertThat(send(ana).status()).isEqualTo(403);
    }

    @Test
    void aStopOnOneChannelLeavesTheOtherAlone() {
        String ana = customer(ANA);
        said(ANA, "STOP", Map.of());
        assertThat(send(ana).status()).isLessThan(300);
    }

    @Test
    void aTextThatOnlyHasAStopInItIsForAPersonToDecide() {
        String ana = customer(ANA);
        said("whatsapp:" + ANA, "please stop writing to me", Map.of());
        assertThat(send(ana).status()).isLessThan(300);

        Answer list = get("/v1/opt-out-reviews");
        assertThat(list.json().at("/items/0/content").asString()).isEqualTo("please stop writing to me");
        assertThat(list.json().at("/items/0/customer_id").asString()).isEqualTo(ana);
        String review = "/v1/opt-out-reviews/" + list.json().at("/items/0/id").asString();

        Answer accepted = post(review + "/accept");
        assertThat(accepted.status()).as(accepted.body()).isEqualTo(200);
        assertThat(accepted.text("state")).isEqualTo("accepted");
        assertThat(send(ana).status()).isEqualTo(403);
        assertThat(post(review + "/accept").status()).isEqualTo(200);
        assertThat(count("consent_event")).isEqualTo("1");
        Answer late = post(review + "/dismiss");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text("code")).isEqualTo("review_decided");
        assertThat(get("/v1/opt-out-reviews").json().path("items").size()).isZero();
    }

    @Test
    void aDismissedReviewChangesNoConsent() {
        String ana = customer(ANA);
        said("whatsapp:" + ANA, "can you cancel my table?", Map.of());
        String id = get("/v1/opt-out-reviews").json().at("/items/0/id").asString();
        assertThat(post("/v1/opt-out-reviews/" + id + "/dismiss").text("state")).isEqualTo("dismissed");
        assertThat(send(ana).status()).isLessThan(300);
    }

    @Test
    void anotherTenantSeesNoneOfIt() {
        String ana = customer(ANA);
        said("whatsapp:" + ANA, "please stop writing to me", Map.of());
        String review = get("/v1/opt-out-reviews").json().at("/items/0/id").asString();
        var other = tenant();
        assertThat(api().get(other.key(), "/v1/customers/" + ana + "/conversation")
                        .status())
                .isEqualTo(404);
        assertThat(api().get(other.key(), "/v1/opt-out-reviews")
                        .json()
                        .path("items")
                        .size())
                .isZero();
        assertThat(api().send("POST", other.key(), "/v1/opt-out-reviews/" + review + "/accept", null)
                        .status())
                .isEqualTo(404);
        assertThat(api().send("POST", other.key(), "/v1/opt-out-reviews/" + review + "/dismiss", null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void withoutASignatureNothingIsStored() {
        assertThat(webhook.send(form("whatsapp:" + ANA, "STOP", Map.of()), null).status())
                .isEqualTo(403);
        assertThat(webhook.post(form("whatsapp:" + ANA, "STOP", Map.of()), "another")
                        .status())
                .isEqualTo(403);
        assertThat(count("inbound_message")).isEqualTo("0");
        assertThat(count("customer")).isEqualTo("0");
    }

    private void said(String from, String text, Map<String, String> more) {
        Answer answer = webhook.post(form(from, text, more), "its-token");
        assertThat(answer.status()).as(answer.body()).isIn(200, 204);
    }

    private Map<String, String> form(String from, String text, Map<String, String> more) {
        Map<String, String> form = new TreeMap<>(more);
        form.putAll(Map.of("MessageSid", "SM" + ++number, "From", from, "To", "whatsapp:+14155238886", "Body", text));
        return form;
    }

    private String customer(String phone) {
        Answer made = api().post(tenant.key(), "/v1/customers", "{\"phone_number\": \"" + phone + "\"}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.text("id");
    }

    private void consent(String customer, String type, String state) {
        Answer answer = api().send(
                        "PUT",
                        tenant.key(),
                        "/v1/customers/" + customer + "/consents",
                        "{\"type\": \"" + type + "\", \"state\": \"" + state + "\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private Answer send(String customer) {
        return api().post(
                        tenant.key(),
                        "/v1/messages/send",
                        "{\"customer_id\": \"" + customer
                                + "\", \"message_type\": \"transactional\", \"content\": \"On its way\"}");
    }

    private Answer schedule(String customer) {
        Answer answer = api().post(
                        tenant.key(),
                        "/v1/messages/schedule",
                        "{\"customer_id\": \"" + customer
                                + "\", \"message_type\": \"transactional\", \"content\": \"Later\","
                                + " \"scheduled_at\": \""
                                + api().clock().instant().plusSeconds(3_600) + "\"}");
        assertThat(answer.status()).as(answer.body()).isLessThan(300);
        return answer;
    }

    private Answer get(String path) {
        Answer answer = api().get(tenant.key(), path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private Answer post(String path) {
        return api().send("POST", tenant.key(), path, null);
    }

    private String count(String table) {
        return ledger().queryText("select count(*) from " + table + " where tenant_id = '" + tenant.id() + "'");
    }
}
