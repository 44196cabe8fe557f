package ai.tulia.messaging.api.customer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.api.testing.TestApi;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomerListTest extends ApiTest {
    private TestApi.Tenant tenant;

    @BeforeEach
    void fiveCustomers() {
        tenant = tenant();
        for (int i = 1; i <= 5; i++) {
            String tags = i % 2 == 0 ? "[\"even\"]" : "[\"odd\", \"vip\"]";
            api().post(
                            tenant.key(),
                            "/v1/customers",
                            "{\"phone_number\": \"+1415555010" + i + "\", \"tags\": " + tags + "}");
        }
        api().post(tenant().key(), "/v1/customers", "{\"phone_number\": \"+14155550101\"}");
    }

    @Test
    void pagesShowEachCustomerOnceNewestFirstAndEnd() {
        var numbers = new ArrayList<String>();
        String cursor = "";
        do {
            Answer page = list("?limit=2" + cursor);
            numbers.addAll(numbers(page));
            cursor = page.json().path("next_cursor").isNull() ? null : "&cursor=" + page.text("next_cursor");
        } while (cursor != null);
        assertThat(numbers)
                .containsExactly("+14155550105", "+14155550104", "+14155550103", "+14155550102", "+14155550101");
    }

    @Test
    void theyAreFilteredByNumber() {
        assertThat(numbers(list("?phone_number=%2B14155550103"))).containsExactly("+14155550103");
        assertThat(numbers(list("?phone_number=+14155550103"))).containsExactly("+14155550103");
        assertThat(numbers(list("?phone_number=%2B14155550190"))).isEmpty();
        assertThat(list("?phone_number=0151").status()).isEqualTo(400);
    }

    @Test
    void theyAreFilteredByTag() {
        assertThat(numbers(list("?tag=even"))).containsExactly("+14155550104", "+14155550102");
        assertThat(numbers(list("?tag=vip&limit=1"))).containsExactly("+14155550105");
        assertThat(numbers(list("?tag=nobody"))).isEmpty();
        assertThat(list("?tag=a%20b").status()).isEqualTo(400);
    }

    @Test
    void theyAreFoundByPartsOfNumberAndName() {
        patch("+14155550102", "{\"name\": \"Zoë O'Neill_50%\"}");
        patch("+14155550104", "{\"name\": \"zoe\"}");
        assertThat(numbers(list("?name=O%27NEILL"))).containsExactly("+14155550102");
        assertThat(numbers(list("?name=zo"))).containsExactly("+14155550104", "+14155550102");
        assertThat(numbers(list("?name=neill_50%25"))).containsExactly("+14155550102");
        assertThat(numbers(list("?name=neill%2550"))).isEmpty();
        assertThat(numbers(list("?phone_number=9999"))).isEmpty();
        assertThat(numbers(list("?phone_number=5550102"))).containsExactly("+14155550102");
        assertThat(numbers(list("?phone_number=%2B1415"))).hasSize(5);
        assertThat(numbers(list("?phone_number=(415)%20555-01&tag=even"))).hasSize(2);
    }

    @Test
    void theyAreFoundByAttributesOfEachType() {
        patch("+14155550101", "{\"attributes\": {\"plan\": \"gold\", \"visits\": 3, \"vip\": true}}");
        patch("+14155550103", "{\"attributes\": {\"plan\": \"3\", \"visits\": \"3\", \"vip\": \"no\"}}");
        assertThat(numbers(attribute("plan", "gold"))).containsExactly("+14155550101");
        assertThat(numbers(attribute("visits", "3"))).containsExactly("+14155550103", "+14155550101");
        assertThat(numbers(attribute("vip", "true"))).containsExactly("+14155550101");
        assertThat(numbers(attribute("plan", "%22%20%7C%7C%201%20%3D%3D%201"))).isEmpty();
        assertThat(numbers(list("?attribute_key=plan&attribute_value=gold&name=nobody")))
                .isEmpty();
    }

    @Test
    void theyAreCountedOnDemand() {
        assertThat(list("").json().has("total")).isFalse();
        assertThat(list("?count=true&limit=2").json().path("total").asInt()).isEqualTo(5);
        assertThat(list("?count=true&tag=even&limit=1").json().path("total").asInt())
                .isEqualTo(2);
        assertThat(list("?count=true&phone_number=%2B14155550103")
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aCursorIsNotMovedByWhatIsAdded() {
        Answer first = list("?limit=2&phone_number=5550");
        api().post(tenant.key(), "/v1/customers", "{\"phone_number\": \"+14155550109\"}");
        Answer second = list("?limit=3&phone_number=5550&cursor=" + first.text("next_cursor"));
        assertThat(numbers(first)).containsExactly("+14155550105", "+14155550104");
        assertThat(numbers(second)).containsExactly("+14155550103", "+14155550102", "+14155550101");
    }

    @ParameterizedTest
    @CsvSource({
        "?name=a, name",
        "?name=%20, name",
        "?phone_number=12a4, phone_number",
        "?phone_number=151, phone_number",
        "?attribute_key=plan, attribute_value",
        "?attribute_value=gold, attribute_key",
        "?attribute_key=1st&attribute_value=x, attribute_key",
        "?count=maybe, count"
    })
    void whatCannotBeLookedForIs400WithItsName(String query, String field) {
        Answer answer = list(query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(answer.json().at("/errors/0/hint").asString()).isNotBlank();
    }

    private void patch(String number, String patch) {
        String id = list("?phone_number=%2B" + number.substring(1))
                .json()
                .at("/items/0/id")
                .asString();
        assertThat(api().send("PATCH", tenant.key(), "/v1/customers/" + id, patch)
                        .status())
                .isEqualTo(200);
    }

    private Answer attribute(String key, String value) {
        return list("?attribute_key=" + key + "&attribute_value=" + value);
    }

    @Test
    void aBadLimitOrCursorIsRefused() {
        assertThat(list("?limit=0").status()).isEqualTo(400);
        assertThat(list("?limit=x").status()).isEqualTo(400);
        assertThat(list("?cursor=abc").status()).isEqualTo(400);
    }

    private Answer list(String query) {
        return api().get(tenant.key(), "/v1/customers" + query);
    }

    private static List<String> numbers(Answer page) {
        assertThat(page.status()).isEqualTo(200);
        return page.json().path("items").findValuesAsString("phone_number");
    }
}
