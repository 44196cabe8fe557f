package ai.tulia.messaging.bench.figure;

import ai.tulia.messaging.bench.stage.Acceptance;
import ai.tulia.messaging.bench.stage.Stage;
import ai.tulia.messaging.bench.stage.Tenant;
import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.RuleTrace;
import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.idempotency.IdempotencyKeyClaim;
import ai.tulia.messaging.store.idempotency.IdempotencyKeyRepository;
import ai.tulia.messaging.store.message.AttemptOutcomes;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.store.message.Transition;
import ai.tulia.messaging.workflows.message.MessageActivities;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Takes a message through all its ledger statements, without Temporal or the provider. */
final class LedgerLife {
    private final Tenant tenant;
    private final TenantTransactions transactions;
    private final IdempotencyKeyRepository keys;
    private final Acceptance acceptance;
    private final MessageActivities steps;
    private final MessageTransitions transitions;
    private final AttemptOutcomes outcomes;
    private final String answer;

    LedgerLife(Stage stage, Tenant tenant) {
        this.tenant = tenant;
        this.transactions = stage.worker(TenantTransactions.class);
        this.keys = stage.api(IdempotencyKeyRepository.class);
        this.acceptance = new Acceptance(stage);
        this.steps = stage.worker(MessageActivities.class);
        this.transitions = stage.worker(MessageTransitions.class);
        this.outcomes = stage.worker(AttemptOutcomes.class);
        this.answer = stage.http()
                .call("POST", "/v1/messages/send", tenant.apiKey(), """
                        {"customer_id": "%s", "template_id": "%s", "context": {"day": "Monday", "hour": "10:30"}}""".formatted(
                                tenant.customer(0), tenant.template()))
                .toString();
        stage.superuser()
                .sql("truncate message, message_event, idempotency_key cascade")
                .update();
    }

    /** So many at a time: each does its first step before any does its second, as among the many of a busy day. */
    void live(int first, int count) {
        List<Life> lives =
                IntStream.range(first, first + count).mapToObj(this::begin).toList();
        UUID id = tenant.id();
        lives.forEach(life -> transactions.run(
                id, () -> transitions.apply(new Transition.Deferred(life.ref(), quietHours()), Instant.now())));
        lives.forEach(life -> steps.checkConsent(life.ref()));
        lives.forEach(life -> steps.reserveQuota(life.ref(), Instant.now()));
        lives.forEach(life -> steps.renderMessage(life.ref()));
        lives.forEach(life -> transactions.run(
                id,
                () -> transitions.apply(
                        new Transition.AttemptStarted(life.ref(), 1, null, null, null), Instant.now())));
        lives.forEach(life -> transactions.run(
                id,
                () -> outcomes.settle(
                        id, List.of(new Transition.ProviderAccepted(life.ref(), 1, life.sid())), Instant.now())));
        lives.forEach(life ->
                keys.remember(id, life.key(), life.lockedUntil(), new IdempotencyKeyClaim.Answered(201, null, answer)));
    }

    private record Life(MessageRef ref, String key, Instant lockedUntil) {
        String sid() {
            return "SM" + ref.messageId().toString().replace("-", "");
        }
    }

    private Life begin(int n) {
        String key = UUID.randomUUID().toString();
        UUID id = tenant.id();
        if (!(keys.begin(id, key, new byte[32]) instanceof IdempotencyKeyClaim.Started started)) {
            throw new IllegalStateException("a key came twice");
        }
        MessageRef ref = acceptance.template(
                tenant,
                tenant.customer(n),
                Map.of("name", "Customer " + n, "day", "Monday", "hour", "10:30"),
                message -> keys.linkMessage(id, key, message));
        return new Life(ref, key, started.lockedUntil());
    }

    private static DispatchDecision.Wait quietHours() {
        Instant until = Instant.now().plusSeconds(3600);
        return new DispatchDecision.Wait(
                until,
                WaitReason.QUIET_HOURS,
                List.of(new RuleTrace(
                        "quiet_hours",
                        RuleTrace.Verdict.WAITS,
                        until,
                        Map.of(
                                "time_zone",
                                "Europe/Berlin",
                                "time_zone_source",
                                "tenant",
                                "window",
                                "22:00:00-08:00:00",
                                "applies_to_type",
                                true))));
    }
}
