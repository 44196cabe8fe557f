package ai.tulia.messaging.api.message;

import static ai.tulia.messaging.api.message.Shop.field;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.TestApi;
import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.message.MessageState;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The operator finds out what became of a message of whichever tenant, and never whom it was for or what it said. */
class OperatorMessagesTest extends MessageTest {
    private static final String MESSAGES = "/v1/admin/messages";
    /** In the number, the name, the text, the metadata and the attributes of a customer. */
    private static final List<String> MARKS =
            List.of("4155500199", "Zenobiaquill", "xylographer", "marzipan", "heliotrope");

    private final Shop shop = sendingShop();
    private final Shop other = sendingShop();

    @Test
    void whySheDidNotGetItIsSaidInIdsStatesTimesAndCodes() {
        UUID ana = shop.customer();
        shop.consent(ana, ConsentType.PROMOTIONAL, ConsentState.WITHDRAWN);
        Answer refused = shop.send(field("customer_id", ana) + ", 'content': 'Hello', 'message_type': 'promotional'");
        assertThat(refused.code()).isEqualTo("consent_withdrawn");

        Answer shown = operator(MESSAGES + "/" + refused.text("message_id"));

        assertThat(shown.status()).as(shown.body()).isEqualTo(200);
        assertThat(shown.text("tenant_id")).isEqualTo(shop.tenant().id().toString());
        assertThat(shown.text("customer_id")).isEqualTo(ana.toString());
        assertThat(shown.text("state")).isEqualTo("refused");
        assertThat(shown.text("failure_code")).isEqualTo("consent_withdrawn");
        assertThat(shown.json().at("/events/0/kind").asString()).isEqualTo("accepted");
        assertThat(shown.json().at("/events/1/kind").asString()).isEqualTo("policy_refused");
        assertThat(shown.json().at("/events/1/detail/trace/0/rule").asString()).isEqualTo("consent");
        assertThat(operator(MESSAGES + "/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    @Test
    void nothingOfWhomAMessageIsForAndWhatItSaysIsInAnyAnswer() {
        UUID marked = UUID.fromString(shop.post(
                        "/v1/customers",
                        field("phone_number", "+1" + MARKS.get(0)) + ", " + field("name", MARKS.get(1))
                                + ", 'attributes': {'gift': 'heliotrope'}")
                .text("id"));
        String text = field("customer_id", marked) + ", 'content': 'Hello {{name}}, the xylographer is here with a"
                + " {{attr.gift}}', 'message_type': 'transactional', 'metadata': {'order': 'marzipan'}";
        Answer sent = shop.send(text);
        assertThat(sent.status()).as(sent.body()).isEqualTo(201);
        Answer waiting = shop.schedule(text + ", " + field("scheduled_at", now().plusSeconds(3_600)));
        Answer unknown = shop.send(text);
        unknown(unknown);

        String tenant = "tenant_id=" + shop.tenant().id();
        for (String path : List.of(
                MESSAGES + "?" + tenant,
                MESSAGES + "?status=pending",
                MESSAGES + "?" + tenant + "&state=sent",
                MESSAGES + "/" + sent.text("message_id"),
                MESSAGES + "/" + waiting.text("message_id"),
                MESSAGES + "/" + unknown.text("message_id"),
                "/v1/admin/unknown?" + tenant,
                "/v1/admin/dependencies")) {
            Answer answer = operator(path);
            assertThat(answer.status()).as(path + answer.body()).isEqualTo(200);
            MARKS.forEach(mark -> assertThat(answer.body()).as(path).doesNotContain(mark));
        }
    }

    @Test
    void pendingMessagesAreListedOfAllTenantsAndOthersOfOne() {
        Answer mine = scheduled(shop);
        Answer theirs = scheduled(other);
        Answer sent = shop.hello();

        assertThat(ids(MESSAGES + "?status=pending&limit=200"))
                .contains(id(mine), id(theirs))
                .doesNotContain(id(sent));
        assertThat(ids(MESSAGES + "?state=waiting&tenant_id=" + shop.tenant().id()))
                .containsExactly(id(mine));
        assertThat(ids(MESSAGES + "?tenant_id=" + shop.tenant().id())).containsExactly(id(sent), id(mine));
        assertThat(ids(MESSAGES + "?status=sent&tenant_id=" + shop.tenant().id()))
                .containsExactly(id(sent));
        assertThat(ids(MESSAGES + "?status=sent&state=waiting&tenant_id="
                        + shop.tenant().id()))
                .isEmpty();
        for (String path : List.of(MESSAGES, MESSAGES + "?status=failed", MESSAGES + "?state=sent")) {
            Answer refused = operator(path);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(fields(refused)).containsExactly("tenant_id");
        }
        assertThat(operator(MESSAGES + "?state=nothing").status()).isEqualTo(400);
    }

    @Test
    void whatDidNotChangeForSoLongIsFound() {
        Answer old = scheduled(shop);
        Answer young = scheduled(shop);
        ledger().execute(
                        "update message set changed_at = changed_at - interval '2 hours' where id = '" + id(old) + "'");

        String waiting = MESSAGES + "?state=waiting&tenant_id=" + shop.tenant().id();
        assertThat(ids(waiting + "&older_than_seconds=3600")).containsExactly(id(old));
        assertThat(ids(waiting)).containsExactly(id(young), id(old));
        assertThat(operator(waiting + "&older_than_seconds=-1").status()).isEqualTo(400);
    }

    @Test
    void aListComesInPages() {
        List<String> made = List.of(id(scheduled(shop)), id(scheduled(shop)), id(scheduled(shop)));
        String path =
                MESSAGES + "?status=pending&limit=2&tenant_id=" + shop.tenant().id();
        Answer first = operator(path);
        assertThat(ids(first)).containsExactly(made.get(2), made.get(1));
        Answer second = operator(path + "&cursor=" + first.text("next_cursor"));
        assertThat(ids(second)).containsExactly(made.get(0));
        assertThat(second.json().path("next_cursor").isNull()).isTrue();
    }

    @Test
    void attemptsWithoutAnAnswerComeTheOldestFirst() {
        Answer first = shop.hello();
        Answer second = other.hello();
        unknown(second);
        unknown(first);

        assertThat(ids("/v1/admin/unknown?limit=200")).containsSubsequence(id(first), id(second));
        Answer own = operator("/v1/admin/unknown?tenant_id=" + shop.tenant().id());
        assertThat(ids(own)).containsExactly(id(first));
        assertThat(own.json().at("/items/0/attempt").asInt()).isEqualTo(1);
        assertThat(own.json().at("/items/0/tenant_id").asString())
                .isEqualTo(shop.tenant().id().toString());
    }

    @Test
    void eachLookIsInTheAuditLog() {
        Answer sent = shop.hello();
        String tenant = "tenant_id=" + shop.tenant().id();
        operator(MESSAGES + "?" + tenant);
        operator(MESSAGES + "/" + id(sent));
        operator("/v1/admin/unknown?" + tenant);

        var log = operator("/v1/audit-log?" + tenant)
                .json()
                .path("items")
                .valueStream()
                .toList();
        assertThat(log)
                .filteredOn(entry -> entry.path("action").asString().startsWith("admin."))
                .extracting(entry -> entry.path("action").asString() + " "
                        + entry.path("subject").asString(""))
                .containsExactly("admin.unknown_listed ", "admin.message_shown " + id(sent), "admin.messages_listed ");
    }

    @Test
    void aTenantsKeyOpensNoneOfThese() {
        Answer sent = shop.hello();
        for (String path : List.of(
                MESSAGES, MESSAGES + "/" + id(sent), "/v1/admin/unknown", "/v1/admin/dependencies", "/v1/senders")) {
            assertThat(shop.get(path).code()).as(path).isEqualTo("operator_key_needed");
        }
    }

    @Test
    void dependenciesAreShownWithTheLastFailuresOfAccounts() {
        Answer failed = shop.hello();
        shop.put(failed, MessageState.FAILED);
        ledger().execute("update message set failure_code = 'twilio_20003', failed_at = now() where id = '" + id(failed)
                + "'");

        Answer shown = operator("/v1/admin/dependencies");

        assertThat(shown.json().at("/postgresql/up").asBoolean())
                .as(shown.body())
                .isTrue();
        assertThat(shown.json().at("/postgresql/schema_version").asInt()).isGreaterThanOrEqualTo(35);
        assertThat(shown.json().at("/redis/up").asBoolean()).isTrue();
        assertThat(shown.json().at("/temporal/up").asBoolean()).isTrue();
        assertThat(shown.json().at("/temporal/namespace").asString()).isEqualTo("default");
        assertThat(shown.json().at("/twilio/failures").valueStream()).anySatisfy(failure -> {
            assertThat(failure.path("message_id").asString()).isEqualTo(id(failed));
            assertThat(failure.path("failure_code").asString()).isEqualTo("twilio_20003");
            assertThat(failure.path("advice").asString()).isNotBlank();
        });
    }

    private static Answer scheduled(Shop by) {
        return by.schedule(
                field("customer_id", by.customer()) + ", 'content': 'Hello', 'message_type': 'transactional', "
                        + field("scheduled_at", now().plusSeconds(3_600)));
    }

    private void unknown(Answer message) {
        shop.put(message, MessageState.UNKNOWN);
        ledger().execute("insert into unknown_attempt (tenant_id, message_id, attempt, since)"
                + " select tenant_id, id, 1, now() from message where id = '" + id(message) + "'");
    }

    private static Answer operator(String path) {
        return api().get(TestApi.OPERATOR_KEY, path);
    }

    private static List<String> ids(String path) {
        return ids(operator(path));
    }

    private static List<String> ids(Answer list) {
        assertThat(list.status()).as(list.body()).isEqualTo(200);
        return list.json()
                .path("items")
                .valueStream()
                .map(item -> item.path("message_id").asString())
                .toList();
    }

    private static String id(Answer message) {
        return message.text("message_id");
    }
}
