package ai.tulia.messaging.api.customer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.api.testing.TestApi;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
