package ai.tulia.messaging.api.customer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Another tenant's customer or template is as if it were not there. */
class OtherTenantTest extends ApiTest {
    private static String customer;
    private static String template;
    private static String stranger;

    @BeforeAll
    static void twoTenants() {
        String owner = tenant().key();
        customer = api().post(owner, "/v1/customers", "{\"phone_number\": \"+14155550101\"}")
                .text("id");
        template = api().post(
                        owner,
                        "/v1/templates",
                        "{\"name\": \"hello\", \"content\": \"Hi\", \"message_type\": \"transactional\"}")
                .text("id");
        stranger = tenant().key();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | /v1/customers/CUSTOMER |",
                "PATCH | /v1/customers/CUSTOMER | {\"name\": \"x\"}",
                "DELETE | /v1/customers/CUSTOMER |",
                "GET | /v1/customers/CUSTOMER/export |",
                "GET | /v1/customers/CUSTOMER/consents |",
                "PUT | /v1/customers/CUSTOMER/consents | {\"type\": \"all\", \"state\": \"granted\"}",
                "GET | /v1/templates/TEMPLATE |",
                "POST | /v1/templates/TEMPLATE/versions | {\"content\": \"Bye\"}",
                "POST | /v1/templates/TEMPLATE/preview | {}"
            })
    void everyRouteAnswers404(String method, String path, String json) {
        String at = path.replace("CUSTOMER", customer).replace("TEMPLATE", template);
        Answer answer = api().send(method, stranger, at, json);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("not_found");
    }
}
