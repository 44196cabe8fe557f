package ai.tulia.messaging.api.audience;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudiencePreviewTest extends ApiTest {
    private Audiences audiences;

    @BeforeEach
    void fourCustomers() {
        audiences = new Audiences(api(), tenant());
        audiences.customer("+14155550101", "Ana", ", \"attributes\": {\"city\": \"Lima\", \"visits\": 3}");
        audiences.customer("+14155550102", "Ben", ", \"attributes\": {\"city\": \"Oslo\", \"visits\": \"3\"}");
        String cem = audiences.customer(
                "+14155550103", "Cem", ", \"time_zone\": \"Europe/Berlin\", \"tags\": [\"vip\", \"new\"]");
        audiences.customer("+14155550104", "Dan", ", \"tags\": [\"new\"], \"attributes\": {\"since\": \"2026-01-31\"}");
        api().send(
                        "PUT",
                        audiences.tenant().key(),
                        "/v1/customers/" + cem + "/consents",
                        "{\"type\": \"promotional\", \"state\": \"withdrawn\"}");
        new Audiences(api(), tenant()).customer("+14155550101", "Eve", ", \"tags\": [\"vip\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'all': []} | Dan Cem Ben Ana",
                "{'any': []} |",
                "{'field': 'name', 'op': 'in', 'value': ['Ana', 'Eve']} | Ana",
                "{'field': 'phone_number', 'op': '=', 'value': '+14155550102'} | Ben",
                "{'field': 'time_zone', 'op': 'exists'} | Cem",
                "{'field': 'tags', 'op': '=', 'value': 'new'} | Dan Cem",
                "{'field': 'tags', 'op': 'in', 'value': ['vip', 'old']} | Cem",
                "{'field': 'tags', 'op': 'exists', 'value': false} | Ben Ana",
                "{'field': 'attr.city', 'op': '!=', 'value': 'Lima'} | Dan Cem Ben",
                "{'field': 'attr.city', 'op': '≠', 'value': 'Lima'} | Dan Cem Ben",
                "{'field': 'attr.visits', 'op': '=', 'value': 3.0} | Ana",
                "{'field': 'attr.visits', 'op': '=', 'value': '3'} | Ben",
                "{'field': 'attr.visits', 'op': '<', 'value': 4} | Ana",
                "{'field': 'attr.city', 'op': '>', 'value': 'M'} | Ben",
                "{'field': 'attr.since', 'op': 'before', 'value': '2026-02-01'} | Dan",
                "{'field': 'consent.promotional', 'op': '=', 'value': 'withdrawn'} | Cem",
                "{'field': 'consent.promotional', 'op': '!=', 'value': 'withdrawn'} | Dan Ben Ana",
                "{'field': 'consent.promotional', 'op': 'exists', 'value': false} | Dan Ben Ana",
                "{'field': 'last_contact_at', 'op': 'exists'} |",
                "{'not': {'field': 'last_contact_at', 'op': 'after', 'value': '2026-01-01'}} | Dan Cem Ben Ana",
                "{'all': [{'field': 'tags', 'op': '=', 'value': 'new'}, {'not': {'field': 'name', 'op': '=', 'value':"
                        + " 'Cem'}}]} | Dan"
            })
    void criteriaMeanTheTenantsCustomersTheyDescribe(String criteria, String names) {
        Answer answer = audiences.preview(criteria.replace('\'', '"'));
        assertThat(answer.status()).isEqualTo(200);
        List<String> expected = names == null ? List.of() : List.of(names.split(" "));
        assertThat(answer.json().path("samples").findValuesAsString("name")).containsExactlyElementsOf(expected);
        assertThat(answer.json().path("recipients").asLong(-1)).isEqualTo(expected.size());
    }

    @Test
    void aSampleShowsFiveAndNoNumbers() {
        audiences.customer("+14155550105", "Eli", "");
        audiences.customer("+14155550106", "Fay", ", \"time_zone\": \"America/Lima\"");
        Answer answer = audiences.preview(Audiences.EVERYONE);
        assertThat(answer.json().path("recipients").asLong()).isEqualTo(6);
        assertThat(answer.json().path("samples").size()).isEqualTo(5);
        var first = answer.json().path("samples").path(0);
        assertThat(first.propertyNames()).containsExactly("customer_id", "name", "time_zone");
        assertThat(first.path("time_zone").asString()).isEqualTo("America/Lima");
        assertThat(answer.body()).doesNotContain("+1415");
    }

    @Test
    void aSavedAudienceIsAskedAnewEachTime() {
        String id = audiences
                .add("new ones", "{\"field\": \"created_at\", \"op\": \"after\", \"value\": {\"days_ago\": 7}}")
                .text("id");
        assertThat(count(id)).isEqualTo(4);
        api().clock().advance(Duration.ofDays(8));
        assertThat(count(id)).isZero();
        audiences.customer("+14155550107", "Gil", "");
        assertThat(count(id)).isEqualTo(1);
    }

    @Test
    void theDocumentTellsWhatAPreviewAnswers() {
        var schemas = api().get(null, "/v1/openapi.json").json().at("/components/schemas");
        assertThat(schemas.at("/AudiencePreviewResponse/properties").propertyNames())
                .containsExactlyInAnyOrder("recipients", "samples");
        assertThat(schemas.at("/AudienceRequest/properties").propertyNames())
                .containsExactlyInAnyOrder("name", "criteria");
    }

    private long count(String id) {
        Answer answer = audiences.get("/" + id + "/preview");
        assertThat(answer.status()).isEqualTo(200);
        return answer.json().path("recipients").asLong(-1);
    }
}
