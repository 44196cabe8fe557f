package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.bench.stage.Tenant;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.workflows.message.MessageWorkflowStarter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** R3: Temporal is killed and comes back, with its data or empty. */
final class KilledTemporal implements Scenario {
    /** They offer half as much again as the sender's rate limit at most: what must wait is bounded on a fast machine, too. */
    private static final int CALLERS = 3;

    private static final int RATE_LIMIT = 20;
    private static final String SENT_ALREADY = "broadcast_id is null and not_before is not null and status = 'sent'";
    private static final String SENT_AT_ONCE = "broadcast_id is null and not_before is null and status = 'sent'";
    private static final int SENT_BEFORE = 20;
    private static final Duration AWAY = Duration.ofSeconds(15);
    private static final Duration DRAINED_WITHIN = Duration.ofMinutes(2);

    private final boolean empty;

    KilledTemporal(boolean empty) {
        this.empty = empty;
    }

    @Override
    public String id() {
        return empty ? "R3-EMPTY" : "R3";
    }

    @Override
    public String what() {
        return "%d callers with single messages, some scheduled ones and a broadcast; kill -9 of Temporal, back after %d s %s"
                .formatted(CALLERS, AWAY.toSeconds(), empty ? "without any of its workflows" : "with its data");
    }

    @Override
    public void run(Trial trial) {
        Tenant tenant = trial.tenant(CALLERS);
        trial.customers(tenant, 300);
        trial.rateLimit(tenant, RATE_LIMIT);
        List<UUID> before;
        long sentAtOnce;
        for (int n = 0; n < SENT_BEFORE; n++) {
            trial.schedule(tenant, tenant.customer(n), Instant.now().plusSeconds(2));
        }
        try (var load = trial.load(tenant, CALLERS)) {
            trial.broadcast(tenant);
            Trial.within(Duration.ofSeconds(60), () -> trial.messages(SENT_ALREADY) >= SENT_BEFORE);
            before = trial.messagesThat(SENT_ALREADY);
            trial.stage.killTemporal();
            long sentUntilThen = trial.messages(SENT_AT_ONCE);
            Trial.pause(AWAY);
            sentAtOnce = trial.messages(SENT_AT_ONCE) - sentUntilThen;
            if (empty) {
                trial.stage.restartTemporalEmpty();
            } else {
                trial.stage.restartTemporal();
            }
            load.close();
            load.mark(trial);
        }
        long back = System.nanoTime();
        trial.allEnd(DRAINED_WITHIN.multipliedBy(2));
        Duration drained = Duration.ofNanos(System.nanoTime() - back);
        trial.recovered(drained);
        trial.verdict();
        trial.atLeast("single messages sent while Temporal was away", sentAtOnce, AWAY.toSeconds() * CALLERS / 2);
        trial.all(
                "messages sent before whose workflow Temporal " + (empty ? "has forgotten" : "still knows"),
                before.stream()
                        .map(id -> MessageWorkflowStarter.workflowId(new MessageRef(tenant.id(), id)))
                        .filter(id -> trial.stage.historyLengths(id).isEmpty() == empty)
                        .count(),
                before.size());
        trial.atLeast("of those", before.size(), SENT_BEFORE);
        trial.atMost("drained after Temporal is back", drained, DRAINED_WITHIN);
    }
}
