package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.bench.stage.Callers;
import ai.tulia.messaging.bench.stage.Tenant;
import ai.tulia.messaging.standalone.checker.Post;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** R15: the workers' machines do not know what time it is. */
final class MovedClock implements Scenario {
    static final String IN_TIME = "posted before the quiet hours";

    private static final Duration WRONG_BY = Duration.ofHours(1);
    private static final int RECIPIENTS = 300;
    private static final int RATE_LIMIT = 10;
    private static final int SCHEDULED = 40;
    private static final int NOW = 20;
    private static final Duration AHEAD = Duration.ofSeconds(25);
    private static final Duration NOT_LATER = Duration.ofSeconds(10);

    @Override
    public String id() {
        return "R15";
    }

    @Override
    public String what() {
        return ("one worker's clock an hour ahead, the other's an hour behind; a broadcast to %d at %d/s and %d messages"
                        + " scheduled for %d s later, of whose POSTs 10 %% are done and have neither answer nor callback; %d messages to customers whose quiet hours began half an hour ago, %d to those"
                        + " whose quiet hours begin in half an hour")
                .formatted(RECIPIENTS, RATE_LIMIT, SCHEDULED, AHEAD.toSeconds(), NOW, NOW);
    }

    @Override
    public void run(Trial trial) {
        Tenant open = trial.tenant(SCHEDULED);
        trial.customers(open, RECIPIENTS - SCHEDULED);
        trial.rateLimit(open, RATE_LIMIT);
        Tenant quiet = trial.tenant(NOW);
        Tenant soonQuiet = trial.tenant(NOW);
        quietHours(trial, quiet, Duration.ofMinutes(-30));
        quietHours(trial, soonQuiet, Duration.ofMinutes(30));
        List<Integer> both = List.of(0, 1);
        trial.stage.terminateWorkers(both, Duration.ofSeconds(60));
        try {
            trial.stage.startWorkerWithClock(0, WRONG_BY);
            trial.stage.startWorkerWithClock(1, WRONG_BY.negated());
            underWrongClocks(trial, open, quiet, soonQuiet);
        } finally {
            trial.stage.terminateWorkers(both, Duration.ofSeconds(60));
            trial.stage.startWorkers(both);
        }
        // What waits for the morning has shown that it waits.
        messagesOf(trial, quiet)
                .forEach(message -> trial.call(
                        trial.stage.apiAddress(),
                        quiet,
                        "/v1/messages/" + message + "/cancel",
                        "{}",
                        "cancel-" + message));
        trial.allEnd(Duration.ofMinutes(1));
        trial.verdict();
        trial.none("attempts taken for lost", trial.events("lost_worker"));
        List<UUID> vanished = trial.received().stream()
                .filter(post -> post.fault() == FaultMode.EXECUTE_AND_VANISH)
                .map(post -> Post.of(post).message())
                .toList();
        trial.atLeast("POSTs done without an answer or a callback", vanished.size(), 10);
        trial.all(
                "of those: asked for, and delivered",
                vanished.stream()
                        .filter(message -> trial.endedDelivered(message, 1))
                        .count(),
                vanished.size());
    }

    private static void underWrongClocks(Trial trial, Tenant open, Tenant quiet, Tenant soonQuiet) {
        trial.stage
                .simulator()
                .faults(List.of(FaultRule.of(FaultMode.EXECUTE_AND_VANISH)
                        .forAccount(open.account())
                        .withShare(0.1)));
        trial.broadcast(open);
        Map<UUID, Instant> due = new HashMap<>();
        for (int i = 0; i < SCHEDULED; i++) {
            Instant at = Instant.now().plus(AHEAD).truncatedTo(ChronoUnit.MILLIS);
            UUID message = trial.schedule(open, open.customer(i), at);
            if (message != null) {
                due.put(message, at);
            }
        }
        Callers.perSecond(10, NOW, n -> trial.promote(quiet, quiet.customer(n)));
        Callers.perSecond(10, NOW, n -> trial.promote(soonQuiet, soonQuiet.customer(n)));
        boolean over = Trial.within(Duration.ofSeconds(90), () -> trial.isOver(List.of(open, soonQuiet)));
        trial.mark("all but those in quiet hours have ended", Boolean.toString(over), "true", over);
        Map<UUID, Instant> posted = new HashMap<>();
        trial.posts().forEach(post -> posted.putIfAbsent(post.message(), post.at()));
        List<Duration> after = new ArrayList<>();
        due.forEach((message, at) ->
                after.add(Duration.between(at, posted.getOrDefault(message, at.plus(Duration.ofHours(1))))));
        trial.all("scheduled messages accepted", due.size(), SCHEDULED);
        trial.none(
                "scheduled messages posted before their time",
                after.stream().filter(Duration::isNegative).count());
        trial.atMost("scheduled messages posted after it, p95", Trial.p95(after), NOT_LATER);
        trial.none(
                "posted in quiet hours",
                trial.posts().stream()
                        .filter(post -> post.tenant().equals(quiet.id()))
                        .count());
        trial.all(
                "waiting for the end of the quiet hours",
                trial.messages("waiting_reason = 'quiet_hours' and tenant_id = '" + quiet.id() + "'"),
                NOW);
        trial.all(
                IN_TIME,
                trial.posts().stream()
                        .filter(post -> post.tenant().equals(soonQuiet.id()))
                        .count(),
                NOW);
    }

    private static List<UUID> messagesOf(Trial trial, Tenant tenant) {
        return trial.messagesThat("tenant_id = '" + tenant.id() + "'");
    }

    /** Of two hours. @param from how far from now they begin */
    private static void quietHours(Trial trial, Tenant tenant, Duration from) {
        var start =
                Instant.now().plus(from).atOffset(ZoneOffset.UTC).toLocalTime().truncatedTo(ChronoUnit.SECONDS);
        trial.sql()
                .sql("update tenant set time_zone = 'UTC', quiet_start = :start, quiet_end = :end"
                        + " where tenant_id = :tenant")
                .param("start", start)
                .param("end", start.plusHours(2))
                .param("tenant", tenant.id())
                .update();
    }
}
