package ai.tulia.messaging.api.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An attribute that no customer has is a slip of the pen: it means neither nobody nor everybody. */
class UnknownAttributeTest extends ApiTest {
    private static final String SLIP = "{'field': 'attr.vpi', 'op': '!=', 'value': true}";

    private final BroadcastShop shop = new BroadcastShop(api(), tenant(), ledger());

    @BeforeEach
    void customers() {
        shop.customer(null, "{'vip': true, 'city': 'Lima', 'since': '2026-01-31'}");
        new BroadcastShop(api(), tenant(), ledger()).customer(null, "{'vpi': true}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                SLIP + "|.field",
                "{'field': 'attr.vpi', 'op': 'exists', 'value': false}|.field",
                "{'field': 'attr.vpi', 'op': 'exists'}|.field",
                "{'all': [{'field': 'attr.city', 'op': 'exists'}, {'not': " + SLIP + "}]}|.all[1].not.field",
                "{'any': [{'field': 'attr.city', 'op': 'before', 'value': '2026-01-01'}, " + SLIP + "]}|.any[1].field"
            })
    void itIsNamedByItsPlaceWithWhatMayHaveBeenMeant(String criteria, String path) {
        refused(preview(criteria), "criteria" + path);
        refused(shop.post("/v1/audiences", "{'name': 'a', 'criteria': " + criteria + "}"), "criteria" + path);
        String audience = "'recipient_criteria': " + criteria;
        refused(shop.make(audience), "recipient_criteria" + path);
        refused(shop.make(audience + ", 'start': true"), "recipient_criteria" + path);
        refused(
                shop.post(
                        "/v1/broadcasts/dry-run",
                        "{'name': 'a', 'message_type': 'promotional', 'content': 'Hi', " + audience + "}"),
                "recipient_criteria" + path);
        refused(
                shop.post(
                        "/v1/messages/schedule",
                        "{'message_type': 'promotional', 'content': 'Hi', 'scheduled_at': '"
                                + api().clock().instant().plusSeconds(3600) + "', " + audience + "}"),
                "recipient_criteria" + path);
        assertThat(shop.count("broadcast")).isZero();
        assertThat(shop.count("audience")).isZero();
    }

    @Test
    void everyOneOfThemIsNamed() {
        Answer answer = preview("{'all': [" + SLIP + ", {'field': 'attr.town', 'op': 'exists'}]}");
        assertThat(answer.json().path("errors").findValuesAsString("field"))
                .containsExactly("criteria.all[0].field", "criteria.all[1].field");
    }

    @Test
    void oneThatOnlyAnOldCustomerHasIsKnown() {
        ledger().execute("insert into customer (tenant_id, id, phone_number, attributes, created_at, updated_at)"
                + " select '" + shop.tenant().id()
                + "', uuidv7(), '+4915' || (100000000 + n), '{\"city\": \"Ulm\"}',"
                + " now(), now() from generate_series(1, 600) n");
        ledger().execute("update customer set id = '00000000-0000-7000-8000-"
                + shop.tenant().id().toString().substring(24) + "' where tenant_id = '"
                + shop.tenant().id() + "' and attributes ->> 'city' = 'Lima'");
        Answer answer = preview("{'all': [{'field': 'attr.vip', 'op': '=', 'value': true},"
                + " {'field': 'attr.since', 'op': 'exists'}, {'field': 'attr.city', 'op': 'exists'}]}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("recipients").asInt()).isEqualTo(1);
    }

    @Test
    void onceTheLastWhoHadItIsGoneItMeansNobodyAnyMore() {
        String id = shop.post(
                        "/v1/audiences", "{'name': 'a', 'criteria': {'field': 'attr.vip', 'op': '!=', 'value': false}}")
                .text("id");
        String draft = shop.make("'audience_id': '" + id + "'").text("id");
        ledger().execute("update customer set attributes = '{}' where tenant_id = '"
                + shop.tenant().id() + "'");
        assertThat(shop.get("/v1/audiences/" + id + "/preview").code()).isEqualTo("unknown_attribute");
        Answer another = shop.make("'audience_id': '" + id + "'");
        assertThat(another.json().at("/errors/0/field").asString()).isEqualTo("audience_id.field");
        assertThat(shop.step(draft, "start").code()).isEqualTo("unknown_attribute");
        Answer renamed = api().send("PATCH", shop.tenant().key(), "/v1/audiences/" + id, "{\"name\": \"b\"}");
        assertThat(renamed.status()).isEqualTo(200);
        Answer changed = api().send(
                        "PATCH",
                        shop.tenant().key(),
                        "/v1/audiences/" + id,
                        "{\"criteria\": " + BroadcastShop.json(SLIP) + "}");
        assertThat(changed.code()).isEqualTo("unknown_attribute");
    }

    private Answer preview(String criteria) {
        return shop.post("/v1/audiences/preview", "{'criteria': " + criteria + "}");
    }

    private static void refused(Answer answer, String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("unknown_attribute");
        assertThat(answer.json().path("errors").size()).isEqualTo(1);
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(answer.json().at("/errors/0/hint").asString()).contains("such as attr.vip, ");
    }
}
