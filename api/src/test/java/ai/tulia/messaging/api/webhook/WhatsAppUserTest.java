package ai.tulia.messaging.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Customers whom WhatsApp names by a user id, with or without their number. */
class WhatsAppUserTest extends InboundFixture {
    private static final String ID = "US.1349812345";
    private static final String PARENT = "US.ENT.77";

    @Test
    void whoWritesWithoutANumberBecomesACustomerWithASession() {
        said("whatsapp:" + ID, "Hello", Map.of());
        String customer = onlyWriter();
        assertThat(get("/v1/customers/" + customer).json().path("phone_number").isNull())
                .isTrue();
        JsonNode address =
                get("/v1/customers/" + customer + "/addresses").json().at("/items/0");
        assertThat(address.path("kind").asString()).isEqualTo("whatsapp_user");
        assertThat(address.path("address").asString()).isEqualTo(ID);
        assertThat(count("whatsapp_session")).isEqualTo("1");

        said("whatsapp:" + ID, "Hello again", Map.of("ExternalUserId", ID));
        assertThat(count("customer")).isEqualTo("1");
    }

    @Test
    void anIdOfAnUnknownFormIsKeptAsItCame() {
        said("whatsapp:@ana.flores", "Hi", Map.of());
        assertThat(get("/v1/customers/" + onlyWriter() + "/addresses")
                        .json()
                        .at("/items/0/address")
                        .asString())
                .isEqualTo("@ana.flores");
    }

    @Test
    void aUserIdIsWrittenToOnlyWhereTheSenderMay() {
        said("whatsapp:" + ID, "Hello", Map.of());
        String customer = onlyWriter();
        var refused = send(customer, "");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("code")).isEqualTo("user_ids_not_enabled");

        sender("user_ids = true");
        assertThat(send(customer, "").status()).isLessThan(300);
        assertThat(send(customer, "\"channel\": \"sms\",").text("code")).isEqualTo("no_sender");
    }

    @Test
    void aStopByUserIdHoldsForTheNumberThatIsSharedLater() {
        String ana = customer(ANA);
        said("whatsapp:" + ID, "STOP", Map.of());
        assertThat(send(ana, "").status()).isLessThan(300);

        said("whatsapp:" + ANA, "This is my number", Map.of("ExternalUserId", ID));

        assertThat(send(ana, "").text("code")).isEqualTo("opted_out");
        assertThat(get("/v1/customers/" + ana + "/addresses")
                        .json()
                        .at("/items/1/source")
                        .asString())
                .isEqualTo("contact_shared");
        assertThat(count("customer")).isEqualTo("2");

        said("whatsapp:" + ANA, "START", Map.of("ExternalUserId", ID));
        assertThat(send(ana, "").status()).isLessThan(300);
    }

    @Test
    void aNumberThatNobodyHasIsGivenToWhoWasKnownByTheUserId() {
        said("whatsapp:" + ID, "STOP", Map.of());
        String customer = onlyWriter();
        said("whatsapp:" + ANA, "My number", Map.of("ExternalUserId", ID));
        assertThat(count("customer")).isEqualTo("1");
        assertThat(get("/v1/customers/" + customer).text("phone_number")).isEqualTo(ANA);
        assertThat(send(customer, "").text("code")).isEqualTo("opted_out");
    }

    @Test
    void thePersonAtTwoPortfoliosIsTwoCustomers() {
        sender("portfolio = 'flowers'");
        ledger().execute(
                        "insert into sender (tenant_id, address, channel, position, portfolio, keyword_replies) values ('"
                                + tenant.id() + "', 'whatsapp:+14155550199', 'whatsapp', 1, 'gardens', true)");
        said("whatsapp:" + ID, "STOP", Map.of("ParentExternalUserId", PARENT));
        said("whatsapp:US.2", "Hello", Map.of("ParentExternalUserId", PARENT, "To", "whatsapp:+14155550199"));
        assertThat(count("customer")).isEqualTo("2");
        assertThat(ledger().queryText("select count(*) from consent where tenant_id = '" + tenant.id() + "'"))
                .isEqualTo("1");
        assertThat(ledger().queryText(
                                "select count(*) from whatsapp_user where replaced_by is not null and tenant_id = '"
                                        + tenant.id() + "'"))
                .isEqualTo("0");
    }

    @Test
    void aNewUserIdReplacesTheOldOneAndTakesNoConsent() {
        said("whatsapp:" + ID, "Hello", Map.of("ParentExternalUserId", PARENT));
        String old = onlyWriter();
        api().send(
                        "PUT",
                        tenant.key(),
                        "/v1/customers/" + old + "/consents",
                        "{\"type\": \"promotional\", \"state\": \"granted\"}");
        said("whatsapp:US.3", "New phone", Map.of("ParentExternalUserId", PARENT));
        assertThat(count("customer")).isEqualTo("2");
        assertThat(count("consent")).isEqualTo("1");
        assertThat(get("/v1/customers/" + old + "/addresses")
                        .json()
                        .at("/items/0/replaced_by")
                        .asString())
                .isEqualTo("US.3");
        assertThat(send(old, "").text("code")).isEqualTo("no_address");
    }

    @Test
    void whoNamesTheParentAloneIsFoundByIt() {
        sender("user_ids = true");
        said("whatsapp:" + ID, "Hello", Map.of("ParentExternalUserId", PARENT));
        String customer = onlyWriter();

        said("whatsapp:" + PARENT, "STOP", Map.of("ParentExternalUserId", PARENT));

        assertThat(count("customer")).isEqualTo("1");
        assertThat(send(customer, "").text("code")).isEqualTo("opted_out");
        JsonNode addresses =
                get("/v1/customers/" + customer + "/addresses").json().path("items");
        assertThat(addresses).hasSize(1);
        assertThat(addresses.at("/0/address").asString()).isEqualTo(ID);
        assertThat(addresses.at("/0/replaced_by").isNull()).isTrue();
    }

    @Test
    void ofSeveralUserIdsOfAParentTheOneThatWasNotReplacedIsMeant() {
        said("whatsapp:" + ID, "Hello", Map.of("ParentExternalUserId", PARENT));
        String customer = onlyWriter();
        said("whatsapp:US.3", "New phone", Map.of("ParentExternalUserId", PARENT));
        said("whatsapp:" + ID, "The old one again", Map.of("ParentExternalUserId", PARENT));

        said("whatsapp:" + PARENT, "STOP", Map.of("ParentExternalUserId", PARENT));

        assertThat(send(customer, "").text("code")).isEqualTo("opted_out");
    }

    @Test
    void aStopOfWhoIsKnownByTheParentAloneHoldsOnceTheUserIdIsKnown() {
        sender("user_ids = true");
        said("whatsapp:" + PARENT, "STOP", Map.of("ParentExternalUserId", PARENT));
        String customer = onlyWriter();

        said("whatsapp:" + ID, "Hello", Map.of("ExternalUserId", ID, "ParentExternalUserId", PARENT));

        assertThat(count("customer")).isEqualTo("1");
        assertThat(send(customer, "").text("code")).isEqualTo("opted_out");
        JsonNode addresses =
                get("/v1/customers/" + customer + "/addresses").json().path("items");
        assertThat(addresses
                        .valueStream()
                        .map(each -> each.path("address").asString() + " "
                                + each.path("replaced_by").asString("-")))
                .containsExactlyInAnyOrder(ID + " -", PARENT + " " + ID);
    }

    @Test
    void aSharedContactIsNotedToBeFetched() {
        Map<String, String> card = Map.of(
                "MediaUrl0",
                "https://api.twilio.com/never/asked/here",
                "MediaContentType0",
                "text/vcard; charset=utf-8");
        said("whatsapp:" + ANA, "", card);
        said("whatsapp:" + ID, "", Map.of("MediaUrl0", "https://x/", "MediaContentType0", "image/jpeg"));
        assertThat(count("shared_contact")).isEqualTo("0");

        var shared = new TreeMap<>(card);
        shared.put("MessageSid", "SM-shared");
        said("whatsapp:" + ID, "", shared);
        said("whatsapp:" + ID, "", shared);
        assertThat(ledger().queryText(
                                "select string_agg(user_id || ' ' || attempts, ',') from shared_contact where outcome is null"
                                        + " and tenant_id = '" + tenant.id() + "'"))
                .isEqualTo(ID + " 0");
    }

    @Test
    void anotherTenantSeesNoAddress() {
        said("whatsapp:" + ID, "Hello", Map.of());
        String customer = onlyWriter();
        assertThat(api().get(tenant().key(), "/v1/customers/" + customer + "/addresses")
                        .status())
                .isEqualTo(404);
    }
}
