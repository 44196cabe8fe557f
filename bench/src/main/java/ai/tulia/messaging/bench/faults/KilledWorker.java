package ai.tulia.messaging.bench.faults;

import static java.util.stream.Collectors.joining;

import ai.tulia.messaging.bench.stage.Tenant;
import ai.tulia.messaging.workflows.message.MessageActivityOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** R1: workers die in the middle of it. */
final class KilledWorker implements Scenario {
    private static final int RECIPIENTS = 900;
    private static final int RATE_LIMIT = 20;
    private static final int CALLERS = 6;
    private static final Duration POST_TAKES = Duration.ofMillis(300);
    private static final Duration RECOVERED_WITHIN =
            MessageActivityOptions.SEND_START_TO_CLOSE.plus(Duration.ofSeconds(30));

    /** How many of the two workers each kill meets. */
    private final List<Integer> kills;

    private KilledWorker(List<Integer> kills) {
        this.kills = kills;
    }

    static KilledWorker threeTimes() {
        return new KilledWorker(List.of(2, 1, 2));
    }

    @Override
    public String id() {
        return "R1";
    }

    /** After each kill Temporal waits for the heartbeats of what was under way, before the next one finds anything. */
    @Override
    public Scenario shortened() {
        return new KilledWorker(List.of(1, 2));
    }

    @Override
    public String what() {
        return ("a broadcast to %d at %d/s and %d callers with single messages; kill -9 of %s of the workers,"
                        + " each while POSTs of %d ms are under way, and started again; recovery counts from the kill, or from when a worker is there again")
                .formatted(
                        RECIPIENTS,
                        RATE_LIMIT,
                        CALLERS,
                        kills.stream()
                                .map(killed -> killed == 1 ? "one" : "both")
                                .collect(joining(", of ")),
                        POST_TAKES.toMillis());
    }

    @Override
    public void run(Trial trial) {
        int cut = 0;
        Tenant tenant;
        try (var load = Load.withSlowPosts(trial, CALLERS, RECIPIENTS, RATE_LIMIT, POST_TAKES)) {
            tenant = load.tenant();
            for (int killed : kills) {
                if (killed == 1) {
                    kill(trial, List.of(trial.random.nextInt(trial.stage.workers())));
                } else {
                    cut += kill(trial, List.of(0, 1));
                }
            }
        }
        trial.rateLimit(tenant, 500);
        trial.allEnd(Duration.ofMinutes(4));
        trial.verdict();
        trial.atLeast("attempts cut between the commit before their POST and the record of its answer", cut, 2);
        trial.atMost("recovery, p95", trial.recoveryP95(), RECOVERED_WITHIN);
    }

    /** @return how many attempts nobody was left to finish, where none of the workers is */
    private static int kill(Trial trial, List<Integer> victims) {
        if (!Trial.within(Duration.ofSeconds(60), () -> trial.messages(TerminatedWorker.OF_WORKERS) >= 2)) {
            throw new IllegalStateException("nothing is under way");
        }
        trial.stage.killWorkers(victims);
        Instant killed = Instant.now();
        List<UUID> underWay = trial.messagesThat(TerminatedWorker.OF_WORKERS);
        trial.stage.startWorkers(victims);
        // Nobody could recover anything before; how long a JVM takes to start is not what is promised.
        boolean allDead = victims.size() == trial.stage.workers();
        trial.settledAfter(allDead ? Instant.now() : killed, underWay);
        return underWay.size();
    }
}
