package ai.tulia.messaging.api.customer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.ApiTest;
import org.junit.jupiter.api.Test;

/** What the generated document says of these routes. */
class CustomerDocumentTest extends ApiTest {
    @Test
    void aChangeIsDescribedByTheFieldsACustomerHas() {
        var schemas =
                api().get(null, "/v1/openapi.json").json().path("components").path("schemas");
        assertThat(schemas.path("CustomerPatchRequest").path("properties").propertyNames())
                .containsExactlyInAnyOrder("phone_number", "name", "time_zone", "tags", "attributes");
    }

    @Test
    void anImportIsDescribedAsACsvBody() {
        var route = api().get(null, "/v1/openapi.json")
                .json()
                .path("paths")
                .path("/v1/customers/import")
                .path("post");
        assertThat(route.path("requestBody").path("content").propertyNames())
                .containsExactly("text/csv", "multipart/form-data");
        assertThat(route.path("description").asString()).contains("consent_promotional", "attr.<name>");
    }
}
