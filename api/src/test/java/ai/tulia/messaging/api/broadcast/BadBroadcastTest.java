package ai.tulia.messaging.api.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.domain.message.MessageType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot become a broadcast is refused with the field and what to do, and nothing of it is made. */
class BadBroadcastTest extends ApiTest {
    private static final String EVERYONE = "'recipient_criteria': {'all': []}";

    private final BroadcastShop shop = new BroadcastShop(api(), tenant(), ledger());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'name': ' '|400|name",
                "'name': null|400|name",
                "'content': null|400|content",
                "'content': 'Hi {{'|400|content",
                "'content': 'Hi {{code}}'|422 missing_variable|context.code",
                "'content': 'Hi {{code}}', 'context': {'code': ' '}|422 missing_variable|context.code",
                "'context': {'x': {'from': 'phone_number'}}|400|context.x",
                "'context': {'x': {'from': 'name', 'or': 1}}|400|context.x",
                "'context': {'x': [1]}|400|context.x",
                "'message_type': 'offer'|400|message_type",
                "'message_type': 'manual_reply'|400|message_type",
                "'message_type': null|400|message_type",
                "'recipient_criteria': {'field': 'shoe', 'op': '=', 'value': 1}|400|recipient_criteria.field",
                "'recipient_criteria': {'field': 'attr.x', 'op': '~', 'value': 1}|400|recipient_criteria.op",
                "'recipient_criteria': {'all': [{'field': 'name', 'op': 'exists'},"
                        + " {'not': {'field': 'attr.x', 'op': 'like', 'value': 1}}]}|400|recipient_criteria.all[1].not.op",
                "'recipient_criteria': {'all': [{'field': 'shoe', 'op': '=', 'value': 1}]}|400"
                        + "|recipient_criteria.all[0].field",
                "'recipient_criteria': {'any': []}|400|recipient_criteria",
                "'recipient_criteria': {'any': []}, 'start': true|400|recipient_criteria",
                "'recipient_criteria': {'field': 'name', 'op': '=', 'value': 'Nobody'}, 'start': true|400"
                        + "|recipient_criteria",
                "'recipient_criteria': {'field': 'name', 'op': '=', 'value': 'Nobody'}|400|recipient_criteria",
                "'customer_ids': []|400|recipient_criteria",
                "'recipient_criteria': null, 'customer_ids': []|400|customer_ids",
                "'recipient_criteria': null, 'customer_ids': [null]|400|customer_ids",
                "'recipient_criteria': null, 'customer_ids': ['x']|400|customer_ids[0]",
                "'recipient_criteria': null, 'start': true|400|start",
                "'scheduled_at': '2020-01-01T00:00:00Z'|422 scheduled_in_the_past|scheduled_at",
                "'scheduled_at': '2020-01-01T00:00:00', 'time_zone': 'recipient'|422 scheduled_in_the_past|scheduled_at",
                "'scheduled_at': '2036-01-01T00:00:00Z'|400|scheduled_at",
                "'scheduled_at': 'noon'|400|scheduled_at",
                "'scheduled_at': '2027-02-30T00:00:00Z'|400|scheduled_at",
                "'scheduled_at': '2027-01-01T00:00:00'|400|time_zone",
                "'time_zone': 'recipient'|400|scheduled_at",
                "'scheduled_at': '2027-01-01T00:00:00', 'time_zone': 'Mars/Base'|422 unknown_zone|time_zone",
                "'expires_at': '2020-01-01T00:00:00Z'|422 expires_before_effective|expires_at",
                "'expires_at': '2126-01-01T00:00:00Z'|400|expires_at",
                "'max_per_second': 0|400|max_per_second",
                "'max_per_second': -1|400|max_per_second",
                "'max_per_second': 10001|400|max_per_second",
                "'max_per_second': 1.5|400|max_per_second",
                "'max_per_second': '5'|400|max_per_second",
                "'metadata': {'a':1,'b':1,'c':1,'d':1,'e':1,'f':1,'g':1,'h':1,'i':1,'j':1,'k':1,'l':1,'m':1,'n':1,"
                        + "'o':1,'p':1,'q':1}|400|metadata",
                "'colour': 'red'|400|colour",
            })
    void aWrongFieldIsNamed(String fields, String statusAndCode, String field) {
        shop.customer();
        Answer answer = shop.post("/v1/broadcasts", body(fields));
        String[] wanted = statusAndCode.split(" ");
        refused(answer, Integer.parseInt(wanted[0]), field);
        if (wanted.length > 1) {
            assertThat(answer.code()).isEqualTo(wanted[1]);
        }
    }

    @Test
    void unknownCustomersAreNamedByTheirPlace() {
        UUID known = shop.customer();
        UUID others = new BroadcastShop(api(), tenant(), ledger()).customer();
        Answer answer = shop.make("'customer_ids': ['" + known + "', '" + others + "', '" + UUID.randomUUID() + "']");
        refused(answer, 422, "customer_ids[1]");
        assertThat(answer.code()).isEqualTo("unknown_customer");
        assertThat(answer.json().at("/errors/1/field").asString()).isEqualTo("customer_ids[2]");
    }

    @Test
    void tooManyIdsAreToBeUploaded() {
        String ids = String.join(", ", Collections.nCopies(10_001, "'" + UUID.randomUUID() + "'"));
        refused(shop.make("'customer_ids': [" + ids + "]"), 400, "customer_ids");
    }

    @Test
    void aTemplateHasToBeThereAndToFit() {
        shop.customer();
        UUID anothers = new BroadcastShop(api(), tenant(), ledger()).template("Hi", MessageType.PROMOTIONAL);
        Answer notThere = ofTemplate(anothers, EVERYONE);
        refused(notThere, 422, "template_id");
        assertThat(notThere.code()).isEqualTo("unknown_template");
        assertThat(notThere.problem())
                .isEqualTo(ofTemplate(UUID.randomUUID(), EVERYONE).problem());
        UUID reminder = shop.template("Hi", MessageType.REMINDER);
        refused(ofTemplate(reminder, EVERYONE + ", 'message_type': 'promotional'"), 422, "message_type");
        refused(ofTemplate(shop.template("Hi", MessageType.MANUAL_REPLY), EVERYONE), 422, "template_id");
        Answer noAudience = shop.make("'audience_id': '" + UUID.randomUUID() + "'");
        refused(noAudience, 422, "audience_id");
        assertThat(noAudience.code()).isEqualTo("unknown_audience");
        assertThat(shop.count("broadcast")).isZero();
    }

    @Test
    void aSavedAudienceThatMeansNobodyIsNamed() {
        shop.customer();
        String nobody = shop.post("/v1/audiences", "{'name': 'nobody', 'criteria': {'any': []}}")
                .text("id");
        refused(shop.make("'audience_id': '" + nobody + "', 'start': true"), 400, "audience_id");
    }

    @Test
    void anEndBeforeItsTimeIsRefused() {
        shop.customer();
        Instant at = api().clock().instant().plus(Duration.ofDays(3));
        String end = at.minusSeconds(1).toString();
        refused(shop.make(EVERYONE + ", 'scheduled_at': '" + at + "', 'expires_at': '" + end + "'"), 422, "expires_at");
    }

    @Test
    void nobodyAtTheStartIsRefusedAndItStaysADraft() {
        Answer list = shop.post(
                "/v1/broadcasts", "{'name': 'x', 'message_type': 'promotional', 'content': 'Tulips are back'}");
        assertThat(list.status()).isEqualTo(201);
        Answer started = shop.step(list.text("id"), "start");
        assertThat(started.status()).isEqualTo(400);
        assertThat(started.json().at("/errors/0/field").asString()).isEqualTo("recipients");

        UUID customer = shop.customer();
        String criteria = shop.draft().text("id");
        ledger().execute("delete from customer where id = '" + customer + "'");
        Answer nobody = shop.step(criteria, "start");
        assertThat(nobody.status()).isEqualTo(400);
        assertThat(nobody.json().at("/errors/0/field").asString()).isEqualTo("recipient_criteria");
        assertThat(shop.get("/v1/broadcasts/" + criteria).text("status")).isEqualTo("draft");
    }

    @Test
    void aDraftWhoseTimeIsOverCannotBeStarted() {
        shop.customer();
        String end = api().clock().instant().plus(Duration.ofHours(1)).toString();
        String id = shop.make(EVERYONE + ", 'expires_at': '" + end + "'").text("id");
        api().clock().advance(Duration.ofHours(2));
        Answer late = shop.step(id, "start");
        assertThat(late.status()).isEqualTo(422);
        assertThat(late.code()).isEqualTo("expires_before_effective");
    }

    @ParameterizedTest
    @CsvSource({"?status=open, status", "?limit=0, limit", "?cursor=x, cursor", "?state=sent, state"})
    void aWrongParameterOfTheListIsNamed(String query, String field) {
        Answer answer = shop.get("/v1/broadcasts" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
    }

    private Answer ofTemplate(UUID template, String more) {
        return shop.post("/v1/broadcasts", "{'name': 'x', 'template_id': '" + template + "', " + more + "}");
    }

    /** The fields in place of those of one that would be taken. */
    private static String body(String fields) {
        String all = fields;
        for (String usual :
                new String[] {"'name': 'x'", "'message_type': 'promotional'", "'content': 'Hi'", EVERYONE}) {
            if (!fields.contains(usual.substring(0, usual.indexOf(':') + 1))) {
                all += ", " + usual;
            }
        }
        return "{" + all + "}";
    }

    private void refused(Answer answer, int status, String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().at("/errors/0/field").asString())
                .as(answer.body())
                .isEqualTo(field);
        assertThat(answer.json().at("/errors/0/hint").asString()).isNotBlank();
        assertThat(shop.count("broadcast")).isZero();
        assertThat(shop.count("broadcast_recipient")).isZero();
    }
}
