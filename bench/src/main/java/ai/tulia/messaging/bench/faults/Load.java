package ai.tulia.messaging.bench.faults;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import ai.tulia.messaging.bench.stage.Tenant;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Callers that send one message after the other to the tenant's customers until told to stop. */
final class Load implements AutoCloseable {
    /** A caller that is refused does not hammer. */
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Client.Answer> answers = new CopyOnWriteArrayList<>();
    private final Tenant tenant;
    private volatile boolean stopped;

    Load(Trial trial, Tenant tenant, int callers) {
        this.tenant = tenant;
        for (int i = 0; i < callers; i++) {
            int caller = i;
            threads.execute(() -> {
                for (int n = caller; !stopped; n += callers) {
                    answers.add(trial.send(tenant, tenant.customer(n)));
                    Trial.pause(BETWEEN);
                }
            });
        }
    }

    /** Of a new tenant, with a broadcast beside it, and POSTs slow enough to be caught under way. */
    static Load withSlowPosts(Trial trial, int callers, int recipients, int rateLimit, Duration postTakes) {
        Tenant tenant = trial.tenant(callers);
        trial.customers(tenant, recipients - callers);
        trial.rateLimit(tenant, rateLimit);
        trial.stage
                .simulator()
                .faults(List.of(FaultRule.of(FaultMode.SLOW)
                        .forAccount(tenant.account())
                        .withDelayMs(Math.toIntExact(postTakes.toMillis()))));
        trial.broadcast(tenant);
        return trial.load(tenant, callers);
    }

    Tenant tenant() {
        return tenant;
    }

    List<Client.Answer> answers() {
        return List.copyOf(answers);
    }

    static boolean isTaken(Client.Answer answer) {
        return answer.status() / 100 == 2;
    }

    /** Taken on, or a clean refusal. */
    void mark(Trial trial) {
        mark(trial, answers);
    }

    static void mark(Trial trial, Collection<Client.Answer> answers) {
        var codes = new TreeMap<>(answers.stream().collect(groupingBy(Client.Answer::status, counting())));
        trial.mark(
                "answers by code",
                codes.toString(),
                "2xx or 503",
                codes.keySet().stream().allMatch(code -> code / 100 == 2 || code == 503));
    }

    /** Returns when the last answer has come. */
    @Override
    public void close() {
        stopped = true;
        threads.close();
    }
}
