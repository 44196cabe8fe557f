package ai.tulia.messaging.api.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.TestApi;
import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.consent.ConsentLedger;
import ai.tulia.messaging.store.database.Precondition;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.template.TemplateRepository;
import ai.tulia.messaging.store.template.TemplateText;
import ai.tulia.messaging.store.testing.TestLedger;
import ai.tulia.messaging.twiliosimulator.ReceivedRequest;
import ai.tulia.messaging.workflows.message.MessageWorkflowStarter;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A tenant of the tests, its customers and templates, and its calls. */
record Shop(TestApi api, TestApi.Tenant tenant, TestLedger ledger) {
    Shop with(String assignments) {
        ledger.execute("update tenant set " + assignments + " where tenant_id = '" + tenant.id() + "'");
        return this;
    }

    /** Its account at the provider, the token sealed as the operator's route does it. */
    Shop withAnAccount() {
        String body = "{\"account_sid\": \"" + account() + "\", \"auth_token\": \"a-token\"}";
        Answer answer = api.send("PUT", TestApi.OPERATOR_KEY, "/v1/tenants/" + tenant.id() + "/twilio", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return this;
    }

    /** The same, sealed with a key that this process does not have. */
    Shop withATokenForWorkersOnly() {
        ledger.execute("insert into provider_account (tenant_id, account_sid, auth_token, main, updated_at) values ('"
                + tenant.id() + "', '" + account() + "', '\\x00', true, now())");
        return this;
    }

    String account() {
        return "AC" + tenant.id().toString().replace("-", "");
    }

    /** Every POST that the provider got from this tenant. */
    List<ReceivedRequest> received() {
        return MessageTest.twilio().requests().stream()
                .filter(request -> account().equals(request.accountSid()))
                .toList();
    }

    Shop quietHours(String start, String end) {
        return with("quiet_start = '" + start + "', quiet_end = '" + end + "'");
    }

    /** Called Ana, with every consent there is. @param zone null = the tenant's */
    UUID customer(String zone) {
        UUID id = UUID.randomUUID();
        ledger.execute("insert into customer (tenant_id, id, phone_number, name, time_zone, attributes, created_at,"
                + " updated_at) values ('" + tenant.id() + "', '" + id + "', '+1415"
                + ThreadLocalRandom.current().nextInt(2_000_000, 9_999_999) + "', 'Ana', "
                + (zone == null ? "null" : "'" + zone + "'")
                + ", '{\"city\": \"Lima\", \"visits\": 3}', now(), now())");
        for (ConsentType type : ConsentType.values()) {
            consent(id, type, ConsentState.GRANTED);
        }
        return id;
    }

    UUID customer() {
        return customer(null);
    }

    UUID strangerWithoutConsent() {
        UUID id = customer();
        ledger.execute("delete from consent where customer_id = '" + id + "'");
        return id;
    }

    void consent(UUID customer, ConsentType type, ConsentState state) {
        run(() -> {
            api.bean(ConsentLedger.class)
                    .record(
                            tenant.id(),
                            customer,
                            Channel.WHATSAPP,
                            type,
                            state,
                            "test",
                            null,
                            api.clock().instant());
            return true;
        });
    }

    UUID template(String content, MessageType type) {
        return run(() -> api.bean(TemplateRepository.class)
                .add(
                        tenant.id(),
                        "t" + UUID.randomUUID(),
                        type,
                        null,
                        text(content),
                        api.clock().instant()));
    }

    void newVersion(UUID template, String content) {
        run(() -> {
            api.bean(TemplateRepository.class)
                    .addVersion(
                            tenant.id(),
                            template,
                            Precondition.NONE,
                            text(content),
                            api.clock().instant());
            return true;
        });
    }

    /** Work in the tenant's transaction, to arrange what only a worker does. */
    <T> T run(Supplier<T> work) {
        return api.bean(TenantTransactions.class).call(tenant.id(), work);
    }

    long count(String fromWhere) {
        return run(() -> api.bean(JdbcClient.class)
                .sql("select count(*) from " + fromWhere)
                .query(Long.class)
                .single());
    }

    /** Puts a message where only a worker or the provider can. */
    void put(Answer message, MessageState state) {
        ledger.execute("update message set state = '" + state + "', status = '"
                + state.status().code() + "', failure_code = null, waiting_reason = null, wake_at = null where id = '"
                + message.text("message_id") + "'");
    }

    /** That the message's workflow has been started; its caller has an answer before that. */
    void awaitWorkflow(MessageRef message) {
        await().ignoreException(WorkflowNotFoundException.class)
                .until(() -> workflow(message) == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
    }

    void awaitWorkflow(Answer message) {
        awaitWorkflow(ref(message));
    }

    /** That it has none, when one that was accepted after it has one. */
    void hasNoWorkflow(Answer message) {
        awaitWorkflow(schedule(field("customer_id", customer())
                + ", 'content': 'Hello', 'message_type': 'transactional', "
                + field("scheduled_at", api.clock().instant().plusSeconds(3_600))));
        assertThatThrownBy(() -> workflow(ref(message))).isInstanceOf(WorkflowNotFoundException.class);
    }

    private WorkflowExecutionStatus workflow(MessageRef message) {
        return api.bean(WorkflowClient.class)
                .newUntypedWorkflowStub(MessageWorkflowStarter.workflowId(message))
                .describe()
                .getStatus();
    }

    MessageRef ref(Answer message) {
        return new MessageRef(tenant.id(), UUID.fromString(message.text("message_id")));
    }

    /** @param fields as JSON without its braces, in single quotes */
    Answer send(String fields, String... headers) {
        return post("/v1/messages/send", fields, headers);
    }

    /** A transactional hello to a new customer. */
    Answer hello() {
        return send(field("customer_id", customer()) + ", 'content': 'Hello', 'message_type': 'transactional'");
    }

    Answer schedule(String fields) {
        return post("/v1/messages/schedule", fields);
    }

    Answer post(String path, String fields, String... headers) {
        return api.post(tenant.key(), path, MessageTest.json("{" + fields + "}"), headers);
    }

    Answer get(String path) {
        return api.get(tenant.key(), path);
    }

    /** Of the form {@code 'name': 'value'}. */
    static String field(String name, Object value) {
        return "'" + name + "': '" + value + "'";
    }

    private static TemplateText text(String content) {
        return new TemplateText(content, null, Map.of());
    }
}
