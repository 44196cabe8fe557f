package ai.tulia.messaging.api.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A draft's list comes as CSV files: new customers are made without consent, and those who exist stay as they are. */
class UploadTest extends ApiTest {
    private final BroadcastShop shop = new BroadcastShop(api(), tenant(), ledger());
    private final String id = shop.post(
                    "/v1/broadcasts", "{'name': 'x', 'message_type': 'promotional', 'content': 'Hi {{attr.code}}'}")
            .text("id");

    @Test
    void newOnesAreMadeWithoutConsentAndKnownOnesAreNotChanged() {
        UUID known = shop.customer();
        String number = shop.get("/v1/customers/" + known).text("phone_number");
        String before = shop.get("/v1/customers/" + known).body();
        Answer answer = upload("", "phone_number,attr.code", number + ",A1", "+4915112345678,B2", "+4915112345679,");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("rows").asInt()).isEqualTo(3);
        assertThat(answer.json().path("taken").asInt()).isEqualTo(3);
        assertThat(answer.json().path("created").asInt()).isEqualTo(2);
        assertThat(answer.json().path("recipients").asInt()).isEqualTo(3);
        assertThat(shop.get("/v1/customers/" + known).body()).isEqualTo(before);
        assertThat(shop.count("consent")).isZero();
        assertThat(shop.count(
                        "broadcast_recipient where attributes ->> 'code' = 'A1' and customer_id = '" + known + "'"))
                .isEqualTo(1);
        assertThat(shop.count("broadcast_recipient where attributes is null")).isEqualTo(1);
        assertThat(shop.get("/v1/broadcasts/" + id).json().path("recipients").asInt())
                .isEqualTo(3);
        assertThat(upload("", "phone_number,attr.code", number + ",A2")
                        .json()
                        .path("recipients")
                        .asInt())
                .isEqualTo(3);
        assertThat(shop.step(id, "start").text("status")).isEqualTo("running");
    }

    @Test
    void aThousandRowsGoInBatches() {
        var file = new StringBuilder("phone_number,attr.code");
        for (int i = 0; i < 1_234; i++) {
            file.append("\n+1415555")
                    .append(String.format("%04d", i))
                    .append(",c")
                    .append(i);
        }
        Answer answer = upload("?on_error=reject", file.toString());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("recipients").asInt()).isEqualTo(1_234);
    }

    @Test
    void oneBadContactDoesNotAbortTheList() {
        Answer answer = upload("", "phone_number,attr.code", "12,A", "+4915112345678,B", "+4915112345678,C");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("taken").asInt()).isEqualTo(1);
        assertThat(answer.json().path("skipped").asInt()).isEqualTo(2);
        assertThat(answer.json().at("/errors/0/row").asInt()).isEqualTo(2);
        assertThat(answer.json().at("/errors/0/column").asString()).isEqualTo("phone_number");
        assertThat(answer.json().at("/errors/0/hint").asString()).isNotBlank();
        assertThat(answer.json().at("/errors/1/row").asInt()).isEqualTo(4);
    }

    @Test
    void withRejectOneBadRowMeansThatNothingIsStored() {
        Answer answer = upload("?on_error=reject", "phone_number", "+4915112345678", "12");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("import_rejected");
        assertThat(answer.json().at("/bad_rows/0/row").asInt()).isEqualTo(3);
        assertThat(shop.count("customer")).isZero();
        assertThat(shop.count("broadcast_recipient")).isZero();
    }

    @Test
    void otherColumnsAreRefusedAboveAllConsent() {
        Answer consent = upload("", "phone_number,consent_promotional", "+4915112345678,granted");
        assertThat(consent.status()).isEqualTo(400);
        assertThat(consent.code()).isEqualTo("invalid_header");
        assertThat(consent.json().at("/errors/0/field").asString()).isEqualTo("consent_promotional");
        assertThat(consent.json().at("/errors/0/hint").asString()).contains("gives no consent");
        assertThat(upload("", "phone_number,name", "+4915112345678,Ana").code()).isEqualTo("invalid_header");
        assertThat(upload("", "attr.code", "A").code()).isEqualTo("invalid_header");
        assertThat(upload("?on_error=stop", "phone_number", "+4915112345678").status())
                .isEqualTo(400);
        assertThat(shop.post("/v1/broadcasts/" + id + "/recipients", "{}").status())
                .isEqualTo(415);
        assertThat(shop.count("customer")).isZero();
    }

    @Test
    void onlyADraftWithAListTakesRecipients() {
        upload("", "phone_number", "+4915112345678");
        shop.step(id, "start");
        Answer late = upload("", "phone_number", "+4915112345679");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text("broadcast_status")).isEqualTo("running");
        String criteria = shop.draft().text("id");
        Answer noList = api().post(
                        shop.tenant().key(),
                        "/v1/broadcasts/" + criteria + "/recipients",
                        "phone_number\n+4915112345679",
                        "Content-Type",
                        "text/csv");
        assertThat(noList.status()).isEqualTo(409);
        assertThat(noList.code()).isEqualTo("not_a_list");
        assertThat(shop.count("customer")).isEqualTo(1);
    }

    private Answer upload(String query, String... lines) {
        return api().post(
                        shop.tenant().key(),
                        "/v1/broadcasts/" + id + "/recipients" + query,
                        String.join("\n", lines),
                        "Content-Type",
                        "text/csv");
    }
}
