package ai.tulia.messaging.api.message;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.broadcast.BroadcastAudience;
import ai.tulia.messaging.store.broadcast.BroadcastRepository;
import ai.tulia.messaging.workflows.broadcast.BroadcastWorkflowStarter;
import ai.tulia.messaging.workflows.message.MessageWorkflowStarter;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scheduled for many, a message becomes a broadcast; each of its messages can be steered on its own. */
class BroadcastMessageTest extends MessageTest {
    private final Shop shop = shop();
    private final Instant at = now().plus(Duration.ofHours(3));

    @Test
    void criteriaInPlaceOfACustomerMakeAndStartABroadcast() {
        shop.customer();
        Answer made = scheduled();
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.text("status")).isEqualTo("running");
        assertThat(Instant.parse(made.text("scheduled_at"))).isEqualTo(at);
        assertThat(made.header("Location")).isEqualTo("/v1/broadcasts/" + made.text("id"));
        assertThat(shop.get("/v1/broadcasts/" + made.text("id")).text("id")).isEqualTo(made.text("id"));
        assertThat(events(made.text("id"))).containsExactly(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED);
    }

    @Test
    void oneMessageIsMovedAndCanceledAndTheBroadcastIsWoken() {
        UUID customer = shop.customer();
        String broadcast = scheduled().text("id");
        snapshot(broadcast);
        String id = shop.get("/v1/broadcasts/" + broadcast + "/recipients")
                .json()
                .at("/items/0/message_id")
                .asString();
        Answer message = shop.get("/v1/messages/" + id);
        assertThat(message.text("broadcast_id")).isEqualTo(broadcast);
        assertThat(message.text("customer_id")).isEqualTo(customer.toString());

        Instant later = at.plus(Duration.ofHours(1));
        Answer moved = shop.post("/v1/messages/" + id + "/reschedule", Shop.field("scheduled_at", later));
        assertThat(moved.status()).as(moved.body()).isEqualTo(200);
        assertThat(Instant.parse(shop.get("/v1/broadcasts/" + broadcast).text("next_wake_at")))
                .isEqualTo(later);
        Answer canceled = shop.post("/v1/messages/" + id + "/cancel", "");
        assertThat(canceled.text("state")).isEqualTo("canceled");
        assertThat(shop.get("/v1/broadcasts/" + broadcast)
                        .json()
                        .at("/counts/canceled")
                        .asInt())
                .isEqualTo(1);
        assertThat(events(broadcast))
                .filteredOn(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED::equals)
                .hasSize(2);
        Assertions.assertThatExceptionOfType(WorkflowNotFoundException.class)
                .isThrownBy(() -> api().bean(WorkflowClient.class)
                        .newUntypedWorkflowStub(MessageWorkflowStarter.workflowId(
                                new MessageRef(shop.tenant().id(), UUID.fromString(id))))
                        .describe());
    }

    @Test
    void whatFitsOnlyOneCustomerIsRefused() {
        UUID customer = shop.customer();
        String many = "'recipient_criteria': {'all': []}, 'content': 'Hi', 'message_type': 'promotional', ";
        String time = Shop.field("scheduled_at", at);
        assertThat(fields(shop.schedule(many + time + ", " + Shop.field("customer_id", customer))))
                .containsExactly("recipient_criteria");
        assertThat(fields(shop.schedule(many + time + ", 'when_over_limit': 'reject'")))
                .containsExactly("when_over_limit");
        assertThat(fields(shop.schedule(many + "'time_zone': 'tenant'"))).containsExactly("scheduled_at");
        assertThat(fields(shop.post("/v1/messages/explain", many + time))).contains("recipient_criteria");
        assertThat(shop.count("broadcast")).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'recipient_criteria': {'any': []}|400|recipient_criteria",
                "'recipient_criteria': {'field': 'name', 'op': '=', 'value': 'Nobody'}|400|recipient_criteria",
                "'recipient_criteria': {'all': [{'field': 'attr.x', 'op': '~', 'value': 1}]}|400"
                        + "|recipient_criteria.all[0].op",
                "'recipient_criteria': {'field': 'shoe', 'op': '=', 'value': 1}|400|recipient_criteria.field",
                "'recipient_criteria': []|400|recipient_criteria",
                "'scheduled_at': '2020-01-01T00:00:00Z'|422|scheduled_at",
                "'scheduled_at': '2036-01-01T00:00:00Z'|400|scheduled_at",
                "'scheduled_at': 'soon'|400|scheduled_at",
                "'scheduled_at': 'LONG\\u0007'|400|scheduled_at",
                "'scheduled_at': '2027-01-01T09:00:00'|400|time_zone",
                "'time_zone': 'Mars/Base'|422|time_zone",
                "'expires_at': '2020-01-01T00:00:00Z'|422|expires_at",
                "'message_type': 'manual_reply'|400|message_type",
                "'message_type': null|400|message_type",
                "'content': null|400|content",
                "'content': 'Hi {{code}}'|422|context.code",
                "'max_per_second': 5|400|max_per_second",
                "'when_over_limit': 'rejct'|400|when_over_limit",
                "'customer_ids': []|400|customer_ids"
            })
    void whatIsWrongIsNamedAndNothingIsMade(String fields, int status, String field) {
        shop.customer();
        Answer answer = shop.schedule(instead(fields.replace("LONG", "x".repeat(200))));
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(fields(answer)).containsExactly(field);
        assertThat(answer.json().at("/errors/0/hint").asString()).isNotBlank();
        assertNothingIsMade();
    }

    @Test
    void anothersTemplateIsNotThereAndTheTypeIsTheTemplates() {
        shop.customer();
        UUID anothers = shop().template("Hi", MessageType.PROMOTIONAL);
        Answer notThere = ofTemplate(anothers, "promotional");
        assertThat(notThere.code()).isEqualTo("unknown_template");
        assertThat(fields(notThere)).containsExactly("template_id");
        assertThat(notThere.problem())
                .isEqualTo(ofTemplate(UUID.randomUUID(), "promotional").problem());
        Answer unfit = ofTemplate(shop.template("Hi", MessageType.REMINDER), "promotional");
        assertThat(unfit.status()).isEqualTo(422);
        assertThat(fields(unfit)).containsExactly("message_type");
        assertNothingIsMade();
    }

    private Answer ofTemplate(UUID template, String type) {
        return shop.schedule("'recipient_criteria': {'all': []}, " + Shop.field("template_id", template) + ", "
                + Shop.field("message_type", type) + ", " + Shop.field("scheduled_at", at));
    }

    /** The fields in place of those of one that would be taken. */
    private String instead(String fields) {
        String all = fields;
        for (String usual : new String[] {
            "'recipient_criteria': {'all': []}",
            "'content': 'Hi'",
            "'message_type': 'promotional'",
            Shop.field("scheduled_at", at)
        }) {
            all += fields.contains(usual.substring(0, usual.indexOf(':') + 1)) ? "" : ", " + usual;
        }
        return all;
    }

    private void assertNothingIsMade() {
        assertThat(shop.count("broadcast")).isZero();
        assertThat(shop.count("message")).isZero();
    }

    private Answer scheduled() {
        return shop.schedule("'recipient_criteria': {'all': []}, 'content': 'Hi {{name}}', 'message_type':"
                + " 'promotional', " + Shop.field("scheduled_at", at));
    }

    private void snapshot(String id) {
        var ref = new BroadcastRef(shop.tenant().id(), UUID.fromString(id));
        shop.run(() -> api().bean(BroadcastAudience.class)
                .writePage(api().bean(BroadcastRepository.class).find(ref).orElseThrow(), 100, now()));
    }

    private List<EventType> events(String broadcast) {
        var ref = new BroadcastRef(shop.tenant().id(), UUID.fromString(broadcast));
        return api()
                .bean(WorkflowClient.class)
                .fetchHistory(BroadcastWorkflowStarter.workflowId(ref))
                .getEvents()
                .stream()
                .map(event -> event.getEventType())
                .filter(type -> type != EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED)
                .toList();
    }
}
