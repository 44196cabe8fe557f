package ai.tulia.messaging.api.audience;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudienceTest extends ApiTest {
    private static final String IN_LIMA = "{\"field\":\"attr.city\",\"op\":\"=\",\"value\":\"Lima\"}";

    private Audiences audiences;

    @BeforeEach
    void aTenant() {
        audiences = new Audiences(api(), tenant());
        audiences.customer("+14155550101", "Ana", ", \"attributes\": {\"city\": \"Lima\"}");
    }

    @Test
    void aNewAudienceIsAnsweredAndCanBeRead() {
        Answer made = audiences.add("Lima", IN_LIMA);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo("/v1/audiences/" + made.text("id"));
        assertThat(made.text("name")).isEqualTo("Lima");
        assertThat(made.text("created_at")).isNotEmpty().isEqualTo(made.text("updated_at"));
        Answer read = audiences.get("/" + made.text("id"));
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.json()).isEqualTo(made.json());
        assertThat(read.json().path("criteria").path("value").asString()).isEqualTo("Lima");
    }

    @Test
    void aNameTakenAnswers409() {
        String first = audiences.add("a", Audiences.EVERYONE).text("id");
        Answer second = audiences.add("a", IN_LIMA);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("audience_exists");
        assertThat(second.text("audience_id")).isEqualTo(first);
        String other = audiences.add("b", IN_LIMA).text("id");
        Answer renamed = audiences.patch(other, "{\"name\": \"a\"}");
        assertThat(renamed.status()).isEqualTo(409);
        assertThat(renamed.text("audience_id")).isEqualTo(first);
        assertThat(new Audiences(api(), tenant()).add("a", Audiences.EVERYONE).status())
                .isEqualTo(201);
    }

    @Test
    void aChangeKeepsWhatItDoesNotName() {
        Answer made = audiences.add("a", IN_LIMA);
        String id = made.text("id");
        api().clock().advance(Duration.ofSeconds(10));
        Answer renamed = audiences.patch(id, "{\"name\": \"b\"}");
        assertThat(renamed.status()).isEqualTo(200);
        assertThat(renamed.text("name")).isEqualTo("b");
        assertThat(renamed.json().path("criteria")).isEqualTo(made.json().path("criteria"));
        assertThat(renamed.text("created_at")).isEqualTo(made.text("created_at"));
        assertThat(renamed.text("updated_at")).isNotEqualTo(made.text("updated_at"));
        Answer changed = audiences.patch(id, "{\"criteria\": {\"any\": []}}");
        assertThat(changed.text("name")).isEqualTo("b");
        assertThat(changed.json().path("criteria").toString()).isEqualTo("{\"any\":[]}");
        assertThat(audiences.get("/" + id).json()).isEqualTo(changed.json());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\": null} | name",
                "{\"name\": \" \"} | name",
                "{\"criteria\": null} | criteria",
                "{\"criteria\": []} | criteria",
                "{\"criteria\": {\"not\": {\"field\": \"name\", \"op\": \"<\", \"value\": 5}}} | criteria.not.op",
                "{\"id\": \"x\"} | id"
            })
    void aBadChangeIsRefusedAndChangesNothing(String patch, String field) {
        Answer made = audiences.add("a", IN_LIMA);
        Answer answer = audiences.patch(made.text("id"), patch);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(fields(answer)).containsExactly(field);
        assertThat(audiences.get("/" + made.text("id")).json()).isEqualTo(made.json());
    }

    @Test
    void oneRemovedIsGone() {
        String id = audiences.add("a", IN_LIMA).text("id");
        assertThat(audiences.delete(id).status()).isEqualTo(204);
        assertThat(audiences.get("/" + id).status()).isEqualTo(404);
        assertThat(audiences.get("/" + id + "/preview").status()).isEqualTo(404);
        assertThat(audiences.patch(id, "{}").status()).isEqualTo(404);
        assertThat(audiences.delete(id).status()).isEqualTo(404);
        assertThat(audiences.add("a", IN_LIMA).status()).isEqualTo(201);
    }

    @Test
    void theyAreListedNewestFirstInPages() {
        for (String name : List.of("a", "b", "c")) {
            audiences.add(name, Audiences.EVERYONE);
        }
        Answer first = audiences.get("?limit=2");
        assertThat(names(first)).containsExactly("c", "b");
        Answer second = audiences.get("?limit=2&cursor=" + first.text("next_cursor"));
        assertThat(names(second)).containsExactly("a");
        assertThat(second.json().path("next_cursor").isNull()).isTrue();
        assertThat(audiences.get("?limit=0").status()).isEqualTo(400);
        assertThat(audiences.get("?cursor=abc").status()).isEqualTo(400);
        assertThat(audiences.get("?name=a").status()).isEqualTo(400);
    }

    @Test
    void criteriaThatCostTooMuchAreRefusedWhereverTheyAreGiven() {
        String dear = "{\"any\": ["
                + String.join(
                        ", ",
                        Collections.nCopies(
                                21, "{\"field\": \"last_contact_at\", \"op\": \"before\", \"value\": \"2026-01-31\"}"))
                + "]}";
        for (Answer refused : List.of(audiences.add("dear", dear), audiences.preview(dear))) {
            assertThat(refused.status()).as(refused.body()).isEqualTo(400);
            assertThat(refused.code()).isEqualTo("invalid_request");
            assertThat(fields(refused)).containsExactly("criteria");
            assertThat(refused.json().at("/errors/0/problem").asString()).contains("210 of at most 200");
            assertThat(refused.json().at("/errors/0/hint").asString()).contains("last_contact_at 10");
        }
    }

    @Test
    void everyMistakeIsNamedByItsPath() {
        Answer answer = audiences.post("", """
                {"criteria": {"all": [
                    {"field": "attr.city", "op": "like", "value": "L%"},
                    {"any": [{"field": "age", "op": "=", "value": 5}]},
                    {"field": "created_at", "op": "after", "value": "soon"}]}}""");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid_request");
        assertThat(fields(answer))
                .containsExactly("name", "criteria.all[0].op", "criteria.all[1].any[0].field", "criteria.all[2].value");
        assertThat(answer.json().path("errors").path(1).path("hint").asString())
                .isEqualTo("give one of =, !=, in, <, >, exists, before, after");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "5", "[]", "\"all\"", "{}", "{\"all\": [null]}", "{\"all\": [], \"any\": []}"})
    void whatIsNoCriteriaIsRefusedEverywhere(String criteria) {
        assertThat(audiences.add("a", criteria).status()).isEqualTo(400);
        Answer answer = audiences.preview(criteria);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(fields(answer)).allMatch(field -> field.startsWith("criteria"));
    }

    @Test
    void theSameKeyMakesOneAudience() {
        String body = Audiences.body("a", IN_LIMA);
        Answer first = audiences.post("", body, "Idempotency-Key", "audience-1");
        Answer second = audiences.post("", body, "Idempotency-Key", "audience-1");
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(audiences
                        .post("", Audiences.body("b", IN_LIMA), "Idempotency-Key", "audience-1")
                        .status())
                .isEqualTo(422);
        assertThat(names(audiences.get(""))).containsExactly("a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | |",
                "PATCH | | {\"name\": \"x\"}",
                "PATCH | | {\"criteria\": {\"any\": []}}",
                "DELETE | |",
                "GET | /preview |"
            })
    void anotherTenantsIsAsIfItWereNotThere(String method, String more, String json) {
        Answer made = audiences.add("a", IN_LIMA);
        String path = "/v1/audiences/" + made.text("id") + (more == null ? "" : more);
        Answer answer = api().send(method, tenant().key(), path, json);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("not_found");
        assertThat(audiences.get("/" + made.text("id")).json()).isEqualTo(made.json());
    }

    @Test
    void aKeyForAnalyticsAloneMayNotLook() {
        var analyst = new Audiences(api(), tenant(Scopes.ANALYTICS));
        assertThat(analyst.get("").status()).isEqualTo(403);
        assertThat(analyst.add("a", IN_LIMA).status()).isEqualTo(403);
        assertThat(analyst.preview(IN_LIMA).status()).isEqualTo(403);
        assertThat(analyst.get("/" + UUID.randomUUID() + "/preview").status()).isEqualTo(403);
    }

    private static List<String> fields(Answer answer) {
        return answer.json().path("errors").findValuesAsString("field");
    }

    private static List<String> names(Answer page) {
        assertThat(page.status()).isEqualTo(200);
        return page.json()
                .path("items")
                .valueStream()
                .map(audience -> audience.path("name").asString())
                .toList();
    }
}
