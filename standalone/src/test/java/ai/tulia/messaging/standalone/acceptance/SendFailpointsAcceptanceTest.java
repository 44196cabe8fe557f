package ai.tulia.messaging.standalone.acceptance;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.standalone.acceptance.BrokenRequest.Failpoint;
import ai.tulia.messaging.standalone.acceptance.BrokenRequest.Fault;
import ai.tulia.messaging.standalone.acceptance.BrokenRequest.Side;
import ai.tulia.messaging.standalone.checker.Evidence;
import ai.tulia.messaging.standalone.checker.LedgerChecker;
import ai.tulia.messaging.standalone.checker.LedgerState;
import ai.tulia.messaging.standalone.checker.LoadLine;
import ai.tulia.messaging.standalone.checker.Post;
import ai.tulia.messaging.standalone.checker.Verdict;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The request of a message that may go now breaks at 200 places between and inside its two commits and its POST. Either a
 * connection breaks there, or the process dies; callers without an answer ask another process again, with the same key. What
 * takes minutes is made to have passed by SQL. The ledger checker judges.
 */
class SendFailpointsAcceptanceTest extends AcceptanceTest {
    private static final int FAILPOINTS = 200;
    private static final int AT_ONCE = 8;
    private static final int CUSTOMERS = 250;

    /** What the provider does with the first POST of a message. */
    private static final List<FaultRule> PROVIDER = List.of(
            FaultRule.of(FaultMode.OK),
            FaultRule.of(FaultMode.BUSY_429).withRetryAfterSeconds(5),
            FaultRule.of(FaultMode.REJECT_4XX).withCode(21211),
            FaultRule.of(FaultMode.EXECUTE_AND_VANISH),
            FaultRule.of(FaultMode.RESET));

    private final long seed = Long.getLong("tulia.seed", System.nanoTime());
    private final Fleet fleet = new Fleet(stack(), seed, PROVIDER.size(), CUSTOMERS, null).rateLimit(500);
    private final Failpoints failpoints = new Failpoints();
    private final Queue<WantedMessage> all = new ConcurrentLinkedQueue<>();

    private record Planned(Shop shop, Failpoint failpoint) {}

    @Test
    @Timeout(600)
    void whereverARequestBreaksItsMessageIsSentAtMostOnceAndEnds() throws Exception {
        long begun = System.nanoTime();
        System.out.println("seed " + seed);
        var rules = new ArrayList<FaultRule>();
        for (int i = 0; i < PROVIDER.size(); i++) {
            rules.add(PROVIDER.get(i).forAccount(fleet.shops().get(i).account()));
        }
        stack().simulator().faults(rules);
        Map<Shop, Queue<UUID>> customers = new HashMap<>();
        fleet.shops()
                .forEach(shop -> customers.put(
                        shop, new ConcurrentLinkedQueue<>(fleet.customers(shop).toList())));
        List<Planned> planned;
        Map<Integer, Long> ofBroken;
        try (var api = stack().anotherApi(failpoints)) {
            var door = new Http(AcceptanceStack.portOf(api));
            planned = plan(door, customers);
            ofBroken = meet(planned, door, customers);
        }
        // The provider is well again, the hold that dead processes had of their keys ends, and callers ask again.
        stack().simulator().faults(List.of());
        passed("idempotency_key", "locked_until = now() - interval '1 second'", "response_status is null");
        all.stream().filter(wanted -> !wanted.isAnswered()).forEach(WantedMessage::askAgain);
        assertThat(all).as("seed %d: answered", seed).allMatch(WantedMessage::isAnswered);
        passed(
                "message",
                "changed_at = changed_at - interval '2 minutes'",
                "status = 'pending' and state <> 'UNKNOWN'");
        await("every message ends, seed " + seed)
                .atMost(SETTLED_WITHIN)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    passed(
                            "unknown_attempt",
                            "since = since - interval '16 minutes', next_look_at = null",
                            "since > now() - interval '15 minutes'");
                    return fleet.messages("status = 'pending'") == 0;
                });

        Map<UUID, LedgerState.Row> rows = judge();
        System.out.printf(
                "%d failpoints in %.1f s: %s; answers of requests whose process lived %s; states %s%n",
                planned.size(),
                Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1e3,
                planned.stream()
                        .collect(groupingBy(
                                one -> one.failpoint().fault() + " "
                                        + one.failpoint().side(),
                                TreeMap::new,
                                counting())),
                ofBroken,
                rows.values().stream().collect(groupingBy(LedgerState.Row::state, TreeMap::new, counting())));
    }

    /** Where requests can break: at each step that two whole requests to such a provider took; as many as are wanted, drawn. */
    private List<Planned> plan(Http door, Map<Shop, Queue<UUID>> customers) {
        var possible = new ArrayList<Planned>();
        for (Shop shop : fleet.shops()) {
            List<String> steps = List.of();
            // What is asked once and then known is no step of each.
            for (int i = 0; i < 4; i++) {
                BrokenRequest whole = failpoints.request(null);
                wanted(shop, customers).askFirst(door, whole);
                List<String> before = steps;
                steps = whole.steps().stream()
                        .filter(step -> before.isEmpty() || before.contains(step))
                        .toList();
            }
            assertThat(steps).contains(BrokenConnection.COMMIT + " #2", Failpoints.POST + " #1");
            for (String step : steps) {
                for (Side side : Side.values()) {
                    possible.add(new Planned(shop, new Failpoint(step, side, Fault.KILL)));
                    // Connections to the provider break by the provider's own doing.
                    if (!step.startsWith(Failpoints.POST)) {
                        possible.add(new Planned(shop, new Failpoint(step, side, Fault.CUT)));
                    }
                }
            }
        }
        Collections.shuffle(possible, new Random(seed));
        assertThat(possible).hasSizeGreaterThanOrEqualTo(FAILPOINTS);
        return List.copyOf(possible.subList(0, FAILPOINTS));
    }

    /** @return the statuses of requests whose process lived */
    private Map<Integer, Long> meet(List<Planned> planned, Http door, Map<Shop, Queue<UUID>> customers)
            throws Exception {
        var statuses = new ConcurrentLinkedQueue<Integer>();
        var missed = new ConcurrentLinkedQueue<Planned>();
        var calls = new ArrayList<Callable<Boolean>>();
        for (Planned one : planned) {
            calls.add(() -> meet(one, door, customers, statuses) || missed.add(one));
        }
        try (var callers = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<Boolean> called : callers.invokeAll(calls)) {
                called.get();
            }
        }
        // Another request's fault was in the way, such as a Redis that was not asked after it had failed three times.
        var again = new ArrayDeque<>(missed);
        for (int tries = 0; !again.isEmpty() && tries < FAILPOINTS; tries++) {
            Planned one = again.remove();
            if (!meet(one, door, customers, statuses)) {
                again.add(one);
            }
        }
        assertThat(again).as("seed %d: failpoints that were not met", seed).isEmpty();
        assertThat(statuses).as("seed %d", seed).isSubsetOf(201, 202, 502, 503);
        return statuses.stream().collect(groupingBy(status -> status, TreeMap::new, counting()));
    }

    /** @return whether the request came to its failpoint */
    private boolean meet(Planned one, Http door, Map<Shop, Queue<UUID>> customers, Queue<Integer> statuses) {
        WantedMessage wanted = wanted(one.shop(), customers);
        BrokenRequest request = failpoints.request(one.failpoint());
        Answer answer = wanted.askFirst(door, request);
        if (!request.isDead()) {
            statuses.add(answer.status());
        }
        if (!wanted.isAnswered()) {
            wanted.askAgain();
        }
        return request.isHit();
    }

    private WantedMessage wanted(Shop shop, Map<Shop, Queue<UUID>> customers) {
        var wanted = new WantedMessage(seed, shop, customers.get(shop).remove());
        all.add(wanted);
        return wanted;
    }

    /** As if so much time had passed. */
    private void passed(String table, String assignments, String condition) {
        String tenants =
                fleet.shops().stream().map(shop -> "'" + shop.id() + "'").collect(joining(", "));
        stack().ledger()
                .execute("update " + table + " set " + assignments + " where tenant_id in (" + tenants + ") and ("
                        + condition + ")");
    }

    private Map<UUID, LedgerState.Row> judge() throws Exception {
        LedgerState ledger;
        try (var connection = stack().ledger().connect()) {
            ledger = LedgerState.read(
                    connection, fleet.shops().stream().map(Shop::id).toList());
        }
        List<Post> posts = fleet.posts(stack().simulator()::requests);
        List<LoadLine> lines =
                all.stream().flatMap(wanted -> wanted.lines().stream()).toList();
        Verdict verdict = LedgerChecker.check(new Evidence(seed, lines, Map.of(), posts, ledger, List.of()));
        System.out.println(verdict);
        assertThat(verdict.violations().found()).as(verdict.toString()).isEmpty();
        assertThat(verdict.unknown()).as(verdict.toString()).isEmpty();
        Map<UUID, LedgerState.Row> rows = new HashMap<>();
        ledger.rows().forEach(row -> rows.put(row.id(), row));
        assertThat(all)
                .as("seed %d: one message for each key", seed)
                .allSatisfy(wanted -> assertThat(ledger.rows().stream()
                                .filter(row -> row.customer().equals(wanted.customer()))
                                .map(LedgerState.Row::id))
                        .containsExactlyElementsOf(wanted.messages()));
        Set<UUID> taken =
                posts.stream().filter(Post::accepted).map(Post::message).collect(toSet());
        assertThat(rows.values())
                .as("seed %d: what the provider took is sent, nothing else is", seed)
                .allSatisfy(row -> assertThat(row.state())
                        .isIn(taken.contains(row.id()) ? Set.of("SENT", "DELIVERED") : Set.of("FAILED")));
        return rows;
    }
}
