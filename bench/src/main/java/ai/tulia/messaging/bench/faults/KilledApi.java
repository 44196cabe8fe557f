package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.bench.stage.FaultStage;
import ai.tulia.messaging.bench.stage.Tenant;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.workflows.message.MessageWorkflowStarter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;

/** R2: the API dies after it committed a message and before it started its workflow. */
final class KilledApi implements Scenario {
    private static final int ROUNDS = 2;
    private static final int MESSAGES = 60;
    private static final Duration STARTED_WITHIN = Duration.ofSeconds(60);

    @Override
    public String id() {
        return "R2";
    }

    @Override
    public String what() {
        return ("%d times %d single messages at once to an API process whose Temporal hangs: kill -9 of it when their rows"
                        + " are committed and no workflow is started; each caller without an answer asks another API"
                        + " process again, with the same key")
                .formatted(ROUNDS, MESSAGES);
    }

    @Override
    public void run(Trial trial) {
        Tenant tenant = trial.tenant(10);
        int committed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            committed += kill(trial, tenant, round);
        }
        trial.allEnd(Duration.ofMinutes(2));
        trial.verdict();
        trial.atLeast("messages committed without a workflow at the kills", committed, ROUNDS * MESSAGES / 2);
        trial.atMost("attempt after the kill, p95", trial.recoveryP95(), STARTED_WITHIN);
        List<UUID> all = trial.messagesThat("true");
        trial.all(
                "messages with one workflow",
                all.stream()
                        .map(id -> MessageWorkflowStarter.workflowId(new MessageRef(tenant.id(), id)))
                        .filter(id -> trial.stage.historyLengths(id).size() == 1)
                        .count(),
                all.size());
    }

    /** @return how many messages were committed */
    private static int kill(Trial trial, Tenant tenant, int round) {
        // It listens, and never says a word: every start of a workflow hangs.
        try (var silent = new ServerSocket(0, 500, InetAddress.getLoopbackAddress())) {
            FaultStage.Door door = trial.stage.doorWithoutTemporal(silent.getLocalPort());
            long before = trial.messages("true");
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < MESSAGES; i++) {
                    String key = "r2-" + round + "-" + i;
                    UUID customer = tenant.customer(i);
                    callers.execute(() -> {
                        if (!Load.isTaken(trial.send(door.address(), tenant, customer, key))) {
                            again(trial, tenant, customer, key);
                        }
                    });
                }
                Trial.within(Duration.ofSeconds(15), () -> trial.messages("true") - before == MESSAGES);
                Instant killed = Instant.now();
                door.process().kill();
                List<UUID> committed = trial.messagesThat("attempt = 0 and created_at <= now()");
                trial.settledAfter(killed, committed);
                return committed.size();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a client does: the same key, until somebody answers. */
    private static void again(Trial trial, Tenant tenant, UUID customer, String key) {
        Trial.within(
                Duration.ofSeconds(90),
                () -> Load.isTaken(trial.send(trial.stage.apiAddress(), tenant, customer, key)));
    }
}
