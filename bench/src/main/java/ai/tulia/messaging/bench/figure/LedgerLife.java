package ai.tulia.messaging.bench.figure;

import ai.tulia.messaging.bench.stage.Acceptance;
import ai.tulia.messaging.bench.stage.Stage;
import ai.tulia.messaging.bench.stage.Tenant;
import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.RuleTrace;
import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.idempotency.Beginning;
import ai.tulia.messaging.store.idempotency.IdempotencyKeys;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.store.message.ProviderOutcomes;
import ai.tulia.messaging.store.quota.QuotaCounters;
import ai.tulia.messaging.store.quota.QuotaRequest;
import ai.tulia.messaging.workflows.message.MessageSteps;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Takes a message through all its ledger statements, without Temporal or the provider. */
final class LedgerLife {
    private final Tenant tenant;
    private final TenantTransactions transactions;
    private final IdempotencyKeys keys;
    private final Acceptance acceptance;
    private final QuotaCounters counters;
    private final MessageSteps steps;
    private final MessageTransitions transitions;
    private final ProviderOutcomes outcomes;
    private final String answer;

    LedgerLife(Stage stage, Tenant tenant) {
        this.tenant = tenant;
        this.transactions = stage.worker(TenantTransactions.class);
        this.keys = stage.api(IdempotencyKeys.class);
        this.acceptance = new Acceptance(stage);
        this.counters = stage.worker(QuotaCounters.class);
        this.steps = stage.worker(MessageSteps.class);
        this.transitions = stage.worker(MessageTransitions.class);
        this.outcomes = stage.worker(ProviderOutcomes.class);
        this.answer = stage.http()
                .call("POST", "/v1/messages/send", tenant.apiKey(), """
                        {"customer_id": "%s", "template_id": "%s", "context": {"day": "Monday", "hour": "10:30"}}""".formatted(
                                tenant.customer(0), tenant.template()))
                .toString();
        stage.superuser()
                .sql("truncate message, message_event, idempotency_key")
                .update();
    }

    void live(int n) {
        String key = UUID.randomUUID().toString();
        UUID id = tenant.id();
        if (!(keys.begin(id, key, new byte[32]) instanceof Beginning.Started started)) {
            throw new IllegalStateException("a key came twice");
        }
        MessageRef ref = acceptance.template(
                tenant,
                tenant.customer(n),
                Map.of("name", "Customer " + n, "day", "Monday", "hour", "10:30"),
                message -> keys.linkMessage(id, key, message));
        transactions.run(id, () -> transitions.hold(ref, quietHours(), Instant.now()));
        counters.reserve(ref, QuotaRequest.of(MessageType.PROMOTIONAL.rules(), null, Instant.now(), null));
        steps.renderMessage(ref);
        transactions.run(id, () -> transitions.beginSending(ref, 1, Instant.now()));
        String sid = "SM" + ref.messageId().toString().replace("-", "");
        transactions.run(id, () -> outcomes.sent(ref, 1, sid, Instant.now()));
        keys.remember(id, key, started.lockedUntil(), 201, answer);
    }

    private static DispatchDecision.Wait quietHours() {
        Instant until = Instant.now().plusSeconds(3600);
        return new DispatchDecision.Wait(
                until,
                WaitReason.QUIET_HOURS,
                List.of(new RuleTrace(
                        "quiet_hours",
                        RuleTrace.Verdict.HOLDS,
                        until,
                        Map.of("zone", "Europe/Berlin", "zone_source", "tenant", "start", "22:00", "end", "08:00"))));
    }
}
