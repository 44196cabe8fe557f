package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.bench.stage.RedisFaults;
import ai.tulia.messaging.bench.stage.Tenant;
import ai.tulia.messaging.standalone.checker.Post;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** R6: a failover that loses the ledger's last commits, and a Redis that comes back with an older file. */
final class LostCommits implements Scenario {
    static final String RECORDED = "of those forgotten: with an event that says so";

    private static final int LIMIT = 400;
    private static final int RECIPIENTS = 500;
    private static final int RATE_LIMIT = 20;
    private static final int SENT_BEFORE = 60;
    private static final int SENT_BEFORE_REDIS_DIES = 250;
    private static final Duration POST_TAKES = Duration.ofMillis(300);
    private static final Duration LOST = Duration.ofSeconds(3);
    private static final Set<String> TELLING = Set.of("accepted_twice", "posted_twice", "ledger_set_back");

    @Override
    public String id() {
        return "R6";
    }

    @Override
    public String what() {
        return ("a limit of %d in 24 h and a broadcast to %d at %d/s, each POST answered after %d ms; after %d of them"
                        + " PostgreSQL commits for %d s without writing to disk and is stopped at once, the status callbacks"
                        + " of that time come afterwards; after %d, kill -9 of Redis, which comes back with its file of"
                        + " before the failover")
                .formatted(
                        LIMIT,
                        RECIPIENTS,
                        RATE_LIMIT,
                        POST_TAKES.toMillis(),
                        SENT_BEFORE,
                        LOST.toSeconds(),
                        SENT_BEFORE_REDIS_DIES);
    }

    @Override
    public void run(Trial trial) {
        Tenant tenant = trial.tenant(1);
        trial.customers(tenant, RECIPIENTS - 1);
        trial.dailyLimit(tenant, LIMIT);
        trial.rateLimit(tenant, RATE_LIMIT);
        trial.stage
                .simulator()
                .faults(List.of(FaultRule.of(FaultMode.SLOW)
                        .forAccount(tenant.account())
                        .withDelayMs(Math.toIntExact(POST_TAKES.toMillis()))));
        UUID broadcast = trial.broadcast(tenant);
        awaitSent(trial, SENT_BEFORE);
        RedisFaults redis = trial.stage.redis();
        redis.keepFile();
        List<UUID> setBack = failover(trial);
        awaitSent(trial, SENT_BEFORE_REDIS_DIES);
        redis.kill();
        redis.putKeptFileBack();
        redis.restart();
        trial.stage.simulator().faults(List.of());
        boolean stopped = Trial.within(Duration.ofSeconds(90), () -> LostRedis.waitsForTheLimit(trial, broadcast));
        trial.mark("the limit stops the broadcast", Boolean.toString(stopped), "true", stopped);
        trial.equal(
                "units that Redis counts, and those on the rows",
                LostRedis.counted(trial, tenant),
                trial.messages("reserved_at is not null"));
        trial.cancel(tenant, broadcast);
        trial.allEnd(Duration.ofMinutes(2));
        judge(trial, setBack);
    }

    private static void awaitSent(Trial trial, int count) {
        if (!Trial.within(Duration.ofSeconds(90), () -> trial.messages("status = 'sent'") >= count)) {
            throw new IllegalStateException("no more than " + trial.messages("status = 'sent'") + " were sent");
        }
    }

    /** @return the messages that were posted and that the ledger has forgotten to have sent */
    private static List<UUID> failover(Trial trial) {
        trial.stage.commitAsynchronously();
        // Its callbacks are the only witnesses: they come later than the commits that are lost.
        trial.stage.api().freeze();
        Trial.pause(LOST);
        trial.stage.crashPostgres();
        Set<UUID> posted =
                trial.received().stream().map(post -> Post.of(post).message()).collect(Collectors.toSet());
        trial.stage.restartPostgres();
        List<UUID> setBack = trial.messagesThat("attempt = 0").stream()
                .filter(posted::contains)
                .toList();
        trial.stage.commitSynchronously();
        trial.stage.api().thaw();
        return setBack;
    }

    private static void judge(Trial trial, List<UUID> setBack) {
        Map<UUID, Long> posts = trial.received().stream()
                .collect(Collectors.groupingBy(post -> Post.of(post).message(), Collectors.counting()));
        List<UUID> twice = posts.entrySet().stream()
                .filter(each -> each.getValue() > 1)
                .map(Map.Entry::getKey)
                .toList();
        trial.atLeast("messages that were posted when the ledger forgot it", setBack.size(), 10);
        trial.all(
                "posted twice: at most two times, and only those",
                twice.stream()
                        .filter(message -> posts.getOrDefault(message, 0L) == 2 && setBack.contains(message))
                        .count(),
                twice.size());
        trial.all(
                "posted twice: with an event that says so",
                twice.stream().filter(message -> isReported(trial, message)).count(),
                twice.size());
        trial.all(
                RECORDED,
                setBack.stream().filter(message -> isReported(trial, message)).count(),
                setBack.size());
        trial.atMost("messages that were posted", posts.size(), LIMIT);
        trial.verdictWith(twice);
    }

    private static boolean isReported(Trial trial, UUID message) {
        return trial.events(message).stream().anyMatch(TELLING::contains);
    }
}
