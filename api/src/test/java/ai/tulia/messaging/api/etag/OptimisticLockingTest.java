package ai.tulia.messaging.api.etag;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.etag.Editable.Kind;
import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.api.testing.TestApi;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody overwrites unknowingly what somebody else has changed since. */
class OptimisticLockingTest extends ApiTest {
    private static final int MANY = 8;

    @ParameterizedTest
    @EnumSource
    void aChangeWithTheTagThatWasReadPassesAndGivesANewOne(Kind kind) {
        Editable resource = resource(kind);
        String read = resource.tag();
        assertThat(read).matches("\"\\d+\"");
        Answer changed = resource.edit(1, "If-Match", read);
        assertThat(changed.status()).as(changed.body()).isIn(200, 201);
        assertThat(changed.header("ETag")).matches("\"\\d+\"").isNotEqualTo(read);
        assertThat(resource.tag()).isEqualTo(changed.header("ETag"));
        assertThat(changed.body()).doesNotContain("row_version");
    }

    @ParameterizedTest
    @EnumSource
    void aChangeWithAnOlderTagIs412AndChangesNothing(Kind kind) {
        Editable resource = resource(kind);
        String old = resource.tag();
        resource.edit(1);
        Answer now = resource.get();
        Answer refused = resource.edit(2, "If-Match", old);
        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.code()).isEqualTo("precondition_failed");
        assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("If-Match");
        assertThat(refused.json().at("/errors/0/hint").asString()).contains("read the resource again");
        assertThat(resource.get().body()).isEqualTo(now.body());
        assertThat(resource.tag()).isEqualTo(now.header("ETag"));
    }

    @ParameterizedTest
    @EnumSource
    void ofManyAtOnceWithTheSameTagOneWins(Kind kind) throws Exception {
        Editable resource = resource(kind);
        assertThat(statuses(resource, "If-Match", resource.tag()))
                .containsOnlyOnce(0)
                .contains(412);
    }

    @ParameterizedTest
    @EnumSource
    void withoutATagManyAtOnceAllSucceedAndTheLastWins(Kind kind) throws Exception {
        Editable resource = resource(kind);
        String before = resource.tag();
        assertThat(statuses(resource)).hasSize(MANY).containsOnly(0);
        assertThat(number(resource.tag())).isEqualTo(number(before) + MANY);
    }

    @ParameterizedTest
    @EnumSource
    void anyVersionAndAListWithTheRightOneMatch(Kind kind) {
        Editable resource = resource(kind);
        assertThat(resource.edit(1, "If-Match", "*").status()).isIn(200, 201);
        String list = ", \"a,b\" ,W/\"5\"," + resource.tag();
        assertThat(resource.edit(2, "If-Match", list).status()).isIn(200, 201);
        assertThat(resource.edit(3, "If-Match", "W/" + resource.tag()).status()).isEqualTo(412);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "", ",", "\"7", "7\"", "\"7\" \"8\"", "*,\"7\"", "w/\"7\"", "\"7\",8", "\"a b\""})
    void whatIsNoListOfTagsIsRefused(String header) {
        Editable customer = resource(Kind.CUSTOMER);
        Answer before = customer.get();
        Answer refused = customer.edit(1, "If-Match", header);
        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("If-Match");
        assertThat(customer.get().body()).isEqualTo(before.body());
    }

    @ParameterizedTest
    @CsvSource({"CUSTOMER, '\"0\"'", "CUSTOMER, *", "AUDIENCE, '\"0\"'", "TEMPLATE, '\"9\"'", "TEMPLATE, *"})
    void anotherTenantsIsNotFoundWhateverTheTag(Kind kind, String tag) {
        Editable resource = resource(kind);
        Answer answer = resource.editAs(tenant().key(), 1, "If-Match", tag);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("not_found");
    }

    @Test
    void whatIsMadeCarriesItsTagAndTheRepeatOfItTheSame() {
        String key = tenant().key();
        Answer made = api().post(key, "/v1/customers", Editable.customer(), "Idempotency-Key", "customer-1");
        assertThat(made.header("ETag")).isEqualTo("\"0\"");
        String path = "/v1/customers/" + made.text("id");
        assertThat(api().get(key, path).header("ETag")).isEqualTo("\"0\"");
        Answer repeated = api().post(key, "/v1/customers", Editable.customer(), "Idempotency-Key", "customer-1");
        assertThat(repeated.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(repeated.header("ETag")).isEqualTo("\"0\"");
        assertThat(api().get(key, "/v1/customers").headers().firstValue("ETag")).isEmpty();
    }

    @Test
    void anAudienceIsRemovedOnlyAtTheVersionThatWasRead() {
        Editable audience = resource(Kind.AUDIENCE);
        String old = audience.tag();
        audience.edit(1);
        assertThat(remove(audience, "If-Match", old).status()).isEqualTo(412);
        assertThat(audience.get().status()).isEqualTo(200);
        assertThat(remove(audience, "If-Match", audience.tag()).status()).isEqualTo(204);
        assertThat(remove(audience, "If-Match", "*").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "\"0\""})
    void aTierThatIsNotThereIsNotMadeForOneWhoExpectsIt(String tag) {
        String path = "/v1/tiers/t" + UUID.randomUUID();
        Answer refused = api().send("PUT", TestApi.OPERATOR_KEY, path, "{\"daily_limit\": 5}", "If-Match", tag);
        assertThat(refused.status()).isEqualTo(412);
        assertThat(api().get(TestApi.OPERATOR_KEY, path).status()).isEqualTo(404);
    }

    @Test
    void whereThereIsNoTagIfMatchIsRefusedAndNothingIsChanged() {
        var tenant = tenant();
        String customer =
                api().post(tenant.key(), "/v1/customers", Editable.customer()).text("id");
        String consents = "/v1/customers/" + customer + "/consents";
        String twilio = "/v1/tenants/" + tenant.id() + "/twilio";
        String sid = "AC" + "1".repeat(32);
        String token = "\"auth_token\": \"secret\"}";
        for (Answer refused : List.of(
                api().send(
                                "PUT",
                                tenant.key(),
                                consents,
                                "{\"type\": \"promotional\", \"state\": \"granted\"}",
                                "If-Match",
                                "*"),
                api().send(
                                "PUT",
                                TestApi.OPERATOR_KEY,
                                twilio,
                                "{\"account_sid\": \"" + sid + "\", " + token,
                                "If-Match",
                                "\"7\""),
                api().send("PUT", TestApi.OPERATOR_KEY, twilio + "/" + sid, "{" + token, "If-Match", "\"7\""))) {
            assertThat(refused.status()).as(refused.body()).isEqualTo(400);
            assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("If-Match");
        }
        assertThat(api().get(tenant.key(), consents).json().path("history")).isEmpty();
        assertThat(api().get(TestApi.OPERATOR_KEY, twilio).json().path("items"))
                .noneMatch(account -> account.path("account_sid").asString().equals(sid));
    }

    private static Editable resource(Kind kind) {
        return Editable.of(kind, api(), ledger());
    }

    private static Answer remove(Editable resource, String... headers) {
        return api().send("DELETE", resource.key(), resource.path(), null, headers);
    }

    /** Of many changes at once; 0 = it passed. */
    private static List<Integer> statuses(Editable resource, String... headers) throws Exception {
        var edits = new ArrayList<Callable<Answer>>();
        for (int i = 1; i <= MANY; i++) {
            int n = i;
            edits.add(() -> resource.edit(n, headers));
        }
        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(edits)) {
                int status = done.get().status();
                statuses.add(status == 200 || status == 201 ? 0 : status);
            }
        }
        return statuses;
    }

    private static long number(String tag) {
        return Long.parseLong(tag.replace("\"", ""));
    }
}
