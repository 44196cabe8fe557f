package ai.tulia.messaging.bench.faults;

import static java.util.stream.Collectors.toSet;

import ai.tulia.messaging.bench.stage.FaultStage;
import ai.tulia.messaging.bench.stage.Tenant;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.standalone.checker.Post;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import ai.tulia.messaging.workflows.message.MessageWorkflowStarter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * R2: API processes die under load. Of the two of a round one is killed when its messages have come to a certain place,
 * after their commit and before the start of their workflows or within their POSTs; the other anywhere.
 */
final class KilledApi implements Scenario {
    private static final int MESSAGES = 40;
    private static final int CALLERS = 10;
    private static final Duration RECOVERED_WITHIN = Duration.ofSeconds(60);
    private static final Duration LONG_REPLY = Duration.ofSeconds(5);
    private static final Duration REPLY = Duration.ofMillis(300);
    private static final Duration LOAD_AT_MOST = Duration.ofSeconds(2);
    /** As the API says to who asks with a key that another request holds. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final int rounds;

    private KilledApi(int rounds) {
        this.rounds = rounds;
    }

    static KilledApi tenTimes() {
        return new KilledApi(5);
    }

    @Override
    public String id() {
        return "R2";
    }

    @Override
    public Scenario shortened() {
        return new KilledApi(2);
    }

    @Override
    public String what() {
        return ("%d times two API processes whose Temporal hangs: %d single messages at once to the one, and kill -9 of it, in"
                        + " turn when their rows are committed, wait for a provider that was busy (429) and have no workflow,"
                        + " and within their POSTs, which take %d s; %d callers with single messages one after the other to"
                        + " the other, and kill -9 of it at any moment; each caller without an answer asks another API process"
                        + " again, with the same key")
                .formatted(rounds, MESSAGES, LONG_REPLY.toSeconds(), CALLERS);
    }

    /** A message that somebody asked a process for which was killed then. */
    private record Hit(Instant at, MessageRef message) {}

    @Override
    public void run(Trial trial) {
        var waiting = new ArrayList<Hit>();
        var posting = new ArrayList<Hit>();
        // It listens, and never says a word: every start of a workflow hangs.
        try (var silent = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < rounds; round++) {
                List<FaultStage.Door> doors = trial.stage.doorsWithoutTemporal(2, silent.getLocalPort());
                boolean waits = round % 2 == 0;
                Tenant atOnce = trial.tenant(MESSAGES);
                Tenant steady = trial.tenant(CALLERS);
                trial.stage
                        .simulator()
                        .faults(List.of(
                                waits
                                        ? FaultRule.of(FaultMode.BUSY_429)
                                                .withRetryAfterSeconds(1)
                                                .forAccount(atOnce.account())
                                        : slow(atOnce, LONG_REPLY),
                                slow(steady, REPLY)));
                steadily(trial, callers, doors.getLast(), steady);
                Trial.pause(LOAD_AT_MOST.multipliedBy(trial.random.nextInt(100)).dividedBy(100));
                (waits ? waiting : posting)
                        .addAll(killAt(trial, callers, doors.getFirst(), atOnce, waits ? "WAITING" : "SENDING"));
                posting.addAll(kill(trial, doors.getLast(), steady, "SENDING"));
                trial.stage.simulator().faults(List.of());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        trial.allEnd(Duration.ofMinutes(3));
        // One that the provider never got is lost later than that, and its end is the checker's.
        Set<UUID> posted = trial.posts().stream().map(Post::message).collect(toSet());
        waiting.forEach(
                hit -> trial.settledAfter(hit.at(), List.of(hit.message().messageId())));
        posting.stream()
                .filter(hit -> posted.contains(hit.message().messageId()))
                .forEach(hit ->
                        trial.settledAfter(hit.at(), List.of(hit.message().messageId())));
        trial.verdict();
        trial.atLeast(
                "messages that waited without a workflow at a kill",
                waiting.size(),
                (long) (rounds + 1) / 2 * MESSAGES / 2);
        trial.atLeast("messages within their POST at a kill", posting.size(), (long) rounds / 2 * MESSAGES / 2);
        trial.atMost("from a kill to the next attempt or the outcome, p95", trial.recoveryP95(), RECOVERED_WITHIN);
        trial.all("of those that waited, with one workflow", withHistories(trial, waiting, 1), waiting.size());
        trial.all("of those within their POST, without a workflow", withHistories(trial, posting, 0), posting.size());
    }

    private static FaultRule slow(Tenant tenant, Duration reply) {
        return FaultRule.of(FaultMode.SLOW).forAccount(tenant.account()).withDelayMs(Math.toIntExact(reply.toMillis()));
    }

    private static long withHistories(Trial trial, List<Hit> hits, int histories) {
        return hits.stream()
                .map(hit -> MessageWorkflowStarter.workflowId(hit.message()))
                .filter(id -> trial.stage.historyLengths(id).size() == histories)
                .count();
    }

    /** Each caller sends one message after the other until the process is dead. */
    private static void steadily(Trial trial, ExecutorService callers, FaultStage.Door door, Tenant tenant) {
        for (int i = 0; i < CALLERS; i++) {
            UUID customer = tenant.customer(i);
            callers.execute(() -> {
                while (ask(trial, door.address(), tenant, customer)) {
                    Trial.pause(REPLY.dividedBy(3));
                }
            });
        }
    }

    /** Sends messages, all at once, and kills the process when half of them have come this far. @return those that have */
    private static List<Hit> killAt(
            Trial trial, ExecutorService callers, FaultStage.Door door, Tenant tenant, String state) {
        for (int i = 0; i < MESSAGES; i++) {
            UUID customer = tenant.customer(i);
            callers.execute(() -> ask(trial, door.address(), tenant, customer));
        }
        Trial.within(Duration.ofSeconds(15), () -> trial.messages(in(tenant, state)) >= MESSAGES / 2);
        return kill(trial, door, tenant, state);
    }

    private static List<Hit> kill(Trial trial, FaultStage.Door door, Tenant tenant, String state) {
        Instant killed = Instant.now();
        door.process().kill();
        return trial.messagesThat(in(tenant, state)).stream()
                .map(id -> new Hit(killed, new MessageRef(tenant.id(), id)))
                .toList();
    }

    private static String in(Tenant tenant, String state) {
        return "tenant_id = '" + tenant.id() + "' and state = '" + state + "'";
    }

    /** Asks as a client does: the same key, until somebody answers. @return whether the first who was asked did */
    private static boolean ask(Trial trial, URI door, Tenant tenant, UUID customer) {
        String key = "r2-" + UUID.randomUUID();
        if (Load.isTaken(trial.send(door, tenant, customer, key))) {
            return true;
        }
        long deadline = System.nanoTime() + RECOVERED_WITHIN.multipliedBy(2).toNanos();
        while (!Load.isTaken(trial.send(trial.stage.apiAddress(), tenant, customer, key))
                && System.nanoTime() < deadline) {
            Trial.pause(RETRY_AFTER);
        }
        return false;
    }
}
