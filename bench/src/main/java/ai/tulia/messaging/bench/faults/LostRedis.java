package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.bench.stage.RedisFaults;
import ai.tulia.messaging.bench.stage.Tenant;
import ai.tulia.messaging.domain.message.MessageType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** R4: Redis hangs, forgets and dies, while a daily limit is counted there. */
final class LostRedis implements Scenario {
    private static final int LIMIT = 1_500;
    private static final int RECIPIENTS = 1_800;
    private static final int RATE_LIMIT = 5;
    private static final int CALLERS = 4;
    private static final Duration BEFORE = Duration.ofSeconds(6);
    private static final Duration AWAY = Duration.ofSeconds(8);
    private static final Duration BETWEEN = Duration.ofSeconds(4);
    /** What began before Redis went may still begin to leave. */
    private static final Duration UNDER_WAY = Duration.ofSeconds(2);

    @Override
    public String id() {
        return "R4";
    }

    @Override
    public String what() {
        return ("a limit of %d in 24 h; %d callers with transactional messages and a promotional broadcast to %d at %d/s;"
                        + " Redis frozen (SIGSTOP) for %d s, then FLUSHALL, then kill -9 and back after %d s; then the"
                        + " broadcast as fast as it goes, until the limit stops it")
                .formatted(LIMIT, CALLERS, RECIPIENTS, RATE_LIMIT, AWAY.toSeconds(), AWAY.toSeconds());
    }

    /** A time without Redis. */
    private record Outage(String how, Instant from, Instant until) {}

    @Override
    public void run(Trial trial) {
        Tenant tenant = trial.tenant(CALLERS);
        trial.customers(tenant, RECIPIENTS - CALLERS);
        trial.dailyLimit(tenant, LIMIT);
        trial.rateLimit(tenant, RATE_LIMIT);
        RedisFaults redis = trial.stage.redis();
        UUID broadcast;
        try (var load = trial.load(tenant, CALLERS)) {
            broadcast = trial.broadcast(tenant);
            Trial.pause(BEFORE);
            int before = load.answers().size();
            Outage frozen = outage("frozen", redis::freeze, redis::thaw);
            Trial.pause(BETWEEN);
            redis.flushAll();
            Trial.pause(BETWEEN);
            Outage killed = outage("dead", redis::kill, redis::restart);
            Trial.pause(BETWEEN);
            load.close();
            load.mark(trial);
            List<Duration> took =
                    load.answers().stream().map(Client.Answer::took).toList();
            Duration p95 = Trial.p95(took.subList(before / 3, before));
            trial.atMost(
                    "answers of the API from the first fault on, p95",
                    Trial.p95(took.subList(before, took.size())),
                    p95,
                    p95.multipliedBy(2));
            List.of(frozen, killed).forEach(outage -> policyHolds(trial, outage));
        }
        trial.rateLimit(tenant, 500);
        boolean stopped = Trial.within(Duration.ofSeconds(90), () -> waitsForTheLimit(trial, broadcast));
        trial.mark("the limit stops the broadcast", Boolean.toString(stopped), "true", stopped);
        trial.equal(
                "units that Redis counts, and those on the rows",
                counted(trial, tenant),
                trial.messages("reserved_at is not null"));
        trial.none("promotional messages above the limit", aboveTheLimit(trial));
        trial.cancel(tenant, broadcast);
        trial.allEnd(Duration.ofMinutes(2));
        trial.verdict();
    }

    private static Outage outage(String how, Runnable begin, Runnable end) {
        begin.run();
        Instant from = Instant.now();
        Trial.pause(AWAY);
        Instant until = Instant.now();
        end.run();
        return new Outage(how, from, until);
    }

    private static void policyHolds(Trial trial, Outage outage) {
        trial.atLeast(
                "transactional attempts while Redis is " + outage.how(),
                attempts(trial, MessageType.TRANSACTIONAL, outage),
                10);
        trial.none("promotional attempts meanwhile", attempts(trial, MessageType.PROMOTIONAL, outage));
    }

    private static long attempts(Trial trial, MessageType type, Outage outage) {
        return trial.sql()
                .sql("""
                        select count(*) from message_event e join message m on m.tenant_id = e.tenant_id and m.id = e.message_id
                        where e.tenant_id in (:tenants) and e.kind = 'attempt_started' and m.message_type = :type
                            and e.at between :from and :until""")
                .param("tenants", trial.tenantIds())
                .param("type", type.code())
                .param("from", outage.from().plus(UNDER_WAY).atOffset(ZoneOffset.UTC))
                .param("until", outage.until().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    static boolean waitsForTheLimit(Trial trial, UUID broadcast) {
        return trial.sql()
                .sql("select not exists (select from message where broadcast_id = :broadcast and status = 'pending'"
                        + " and waiting_reason is distinct from 'daily_limit')")
                .param("broadcast", broadcast)
                .query(Boolean.class)
                .single();
    }

    /** By the API, from Redis. */
    static long counted(Trial trial, Tenant tenant) {
        var answer = trial.stage.http().call("GET", "/v1/messages/rate-limit-status", tenant.apiKey(), null);
        return answer.path("counted_by").asString().equals("redis")
                ? answer.path("current_count").asLong()
                : -1;
    }

    /** Those that got their unit when the limit, or more, was taken. */
    private static long aboveTheLimit(Trial trial) {
        return trial.sql()
                .sql("""
                        select count(*) from (
                            select message_type, row_number() over (order by reserved_at, id) as unit from message
                            where tenant_id in (:tenants) and reserved_at is not null) taken
                        where message_type = 'promotional' and unit > :limit""")
                .param("tenants", trial.tenantIds())
                .param("limit", LIMIT)
                .query(Long.class)
                .single();
    }
}
