package ai.tulia.messaging.api.customer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.api.testing.TestApi;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CustomerTest extends ApiTest {
    private static final String FULL = """
            {"phone_number": "+14155550101", "name": "Ama Osei", "time_zone": "Africa/Accra", "tags": ["vip", "new", "vip"],
             "attributes": {"city": "Accra", "visits": 3, "member": true}}""";

    private TestApi.Tenant tenant;

    @BeforeEach
    void aTenant() {
        tenant = tenant();
    }

    @Test
    void aNewCustomerIsAnsweredWithItsPlaceAndReadAgainUnchanged() {
        Answer made = create(FULL);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo("/v1/customers/" + made.text("id"));
        assertThat(made.text("phone_number")).isEqualTo("+14155550101");
        assertThat(made.text("name")).isEqualTo("Ama Osei");
        assertThat(made.text("time_zone")).isEqualTo("Africa/Accra");
        assertThat(made.json().path("tags").toString()).isEqualTo("[\"vip\",\"new\"]");
        assertThat(made.json().path("attributes").path("visits").asInt()).isEqualTo(3);
        assertThat(made.text("created_at")).isEqualTo(made.text("updated_at")).endsWith("Z");
        Answer read = get(made.text("id"));
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.json()).isEqualTo(made.json());
    }

    @Test
    void aNumberIsEnough() {
        Answer made = create("{\"phone_number\": \"+4915112345678\"}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("name").isNull()).isTrue();
        assertThat(made.json().path("tags").isEmpty()).isTrue();
        assertThat(made.json().path("attributes").isEmpty()).isTrue();
    }

    @Test
    void aNumberTakenAnswers409WithTheCustomerThatHasIt() {
        String id = create(FULL).text("id");
        Answer second = create(FULL);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("customer_exists");
        assertThat(second.text("customer_id")).isEqualTo(id);
    }

    @Test
    void twoTenantsMayHaveTheSameNumber() {
        create(FULL);
        assertThat(api().post(tenant().key(), "/v1/customers", FULL).status()).isEqualTo(201);
    }

    @Test
    void aPatchChangesWhatItNamesAndNothingElse() {
        Answer made = create(FULL);
        api().clock().advance(Duration.ofMinutes(1));
        Answer changed = patch(made.text("id"), "{\"name\": \"Ama O.\"}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("name")).isEqualTo("Ama O.");
        assertThat(changed.text("time_zone")).isEqualTo("Africa/Accra");
        assertThat(changed.json().path("tags")).isEqualTo(made.json().path("tags"));
        assertThat(changed.json().path("attributes")).isEqualTo(made.json().path("attributes"));
        assertThat(changed.text("created_at")).isEqualTo(made.text("created_at"));
        assertThat(changed.text("updated_at")).isGreaterThan(made.text("updated_at"));
        assertThat(get(made.text("id")).json()).isEqualTo(changed.json());
    }

    @Test
    void aPatchWithNullClears() {
        Answer cleared = patch(
                create(FULL).text("id"), "{\"name\": null, \"time_zone\": null, \"tags\": null, \"attributes\": null}");
        assertThat(cleared.json().path("name").isNull()).isTrue();
        assertThat(cleared.json().path("time_zone").isNull()).isTrue();
        assertThat(cleared.json().path("tags").isEmpty()).isTrue();
        assertThat(cleared.json().path("attributes").isEmpty()).isTrue();
    }

    @Test
    void aPatchMergesAttributesByKeyAndNullRemovesOne() {
        Answer merged =
                patch(create(FULL).text("id"), "{\"attributes\": {\"city\": null, \"visits\": 4, \"score\": 1.5}}");
        assertThat(merged.json().path("attributes").toString())
                .isEqualTo("{\"member\":true,\"score\":1.5,\"visits\":4}");
    }

    @Test
    void aPatchCannotTakeTheNumberAwayOrTakeAnothersNumber() {
        String other = create("{\"phone_number\": \"+14155550199\"}").text("id");
        String id = create(FULL).text("id");
        assertThat(patch(id, "{\"phone_number\": null}").status()).isEqualTo(400);
        Answer taken = patch(id, "{\"phone_number\": \"+14155550199\"}");
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.text("customer_id")).isEqualTo(other);
        assertThat(patch(id, "{\"phone_number\": \"+14155550102\"}").text("phone_number"))
                .isEqualTo("+14155550102");
    }

    @Test
    void aPatchThatWouldMakeTooManyAttributesIsRefused() {
        var many = new StringBuilder();
        for (int i = 0; i < 49; i++) {
            many.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":1");
        }
        Answer refused = patch(create(FULL).text("id"), "{\"attributes\": {" + many + "}}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("too_many_attributes");
    }

    private Answer create(String json) {
        return api().post(tenant.key(), "/v1/customers", json);
    }

    private Answer get(String id) {
        return api().get(tenant.key(), "/v1/customers/" + id);
    }

    private Answer patch(String id, String json) {
        return api().send("PATCH", tenant.key(), "/v1/customers/" + id, json);
    }
}
