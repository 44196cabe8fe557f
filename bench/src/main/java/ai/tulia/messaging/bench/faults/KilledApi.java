package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.bench.stage.FaultStage;
import ai.tulia.messaging.bench.stage.Tenant;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
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

/** R2: the API dies after it committed a message: before it started the workflow of one that waits, or within a POST. */
final class KilledApi implements Scenario {
    private static final int MESSAGES = 60;
    private static final Duration STARTED_WITHIN = Duration.ofSeconds(60);
    private static final Duration REPLY = Duration.ofSeconds(5);

    @Override
    public String id() {
        return "R2";
    }

    @Override
    public String what() {
        return ("twice %d single messages at once to an API process whose Temporal hangs: kill -9 of it, once when their rows"
                        + " are committed, wait for a provider that was busy (429) and have no workflow, once within"
                        + " their POSTs, which take %d s; each caller without an answer asks another API process again, with"
                        + " the same key")
                .formatted(MESSAGES, REPLY.toSeconds());
    }

    @Override
    public void run(Trial trial) {
        Tenant tenant = trial.tenant(10);
        List<UUID> waiting = kill(
                trial, tenant, "waits", FaultRule.of(FaultMode.BUSY_429).withRetryAfterSeconds(1), "state = 'WAITING'");
        List<UUID> posting = kill(
                trial,
                tenant,
                "posts",
                FaultRule.of(FaultMode.SLOW).withDelayMs(Math.toIntExact(REPLY.toMillis())),
                "state = 'SENDING'");
        trial.allEnd(Duration.ofMinutes(3));
        trial.verdict();
        trial.atLeast("messages that waited without a workflow at the kill", waiting.size(), MESSAGES / 2);
        trial.atLeast("messages within their POST at the kill", posting.size(), MESSAGES / 2);
        trial.atMost("attempt after the kill of those that waited, p95", trial.recoveryP95(), STARTED_WITHIN);
        trial.all("of those that waited, with one workflow", withHistories(trial, tenant, waiting, 1), waiting.size());
        trial.all(
                "of those within their POST, without a workflow",
                withHistories(trial, tenant, posting, 0),
                posting.size());
    }

    private static long withHistories(Trial trial, Tenant tenant, List<UUID> messages, int histories) {
        return messages.stream()
                .map(id -> MessageWorkflowStarter.workflowId(new MessageRef(tenant.id(), id)))
                .filter(id -> trial.stage.historyLengths(id).size() == histories)
                .count();
    }

    /**
     * Sends messages, all at once, to an API process and kills it when they have come this far.
     *
     * @return those that had
     */
    private static List<UUID> kill(Trial trial, Tenant tenant, String name, FaultRule provider, String state) {
        // It listens, and never says a word: every start of a workflow hangs.
        try (var silent = new ServerSocket(0, 500, InetAddress.getLoopbackAddress())) {
            FaultStage.Door door = trial.stage.doorWithoutTemporal(silent.getLocalPort());
            trial.stage.simulator().faults(List.of(provider.forAccount(tenant.account())));
            List<UUID> hit;
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < MESSAGES; i++) {
                    String key = "r2-" + name + "-" + i;
                    UUID customer = tenant.customer(i);
                    callers.execute(() -> {
                        if (!Load.isTaken(trial.send(door.address(), tenant, customer, key))) {
                            again(trial, tenant, customer, key);
                        }
                    });
                }
                Trial.within(Duration.ofSeconds(15), () -> trial.messages(state) >= MESSAGES / 2);
                Instant killed = Instant.now();
                door.process().kill();
                trial.stage.simulator().faults(List.of());
                hit = trial.messagesThat(state);
                if (name.equals("waits")) {
                    trial.settledAfter(killed, hit);
                }
            }
            return hit;
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
