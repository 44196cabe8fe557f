package ai.tulia.messaging.bench.faults;

import static java.util.stream.Collectors.toSet;

import ai.tulia.messaging.bench.stage.FaultStage;
import ai.tulia.messaging.bench.stage.StatusCallback;
import ai.tulia.messaging.bench.stage.Tenant;
import ai.tulia.messaging.standalone.checker.Evidence;
import ai.tulia.messaging.standalone.checker.LedgerChecker;
import ai.tulia.messaging.standalone.checker.LedgerState;
import ai.tulia.messaging.standalone.checker.LoadLine;
import ai.tulia.messaging.standalone.checker.Post;
import ai.tulia.messaging.standalone.checker.Verdict;
import ai.tulia.messaging.twiliosimulator.ReceivedMessage;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One run of one scenario: tenants of its own, a load driver that notes every request, and what came of it. */
final class Trial extends TrialLedger {
    static final String CHECKER = "ledger checker";

    final long seed;
    final Client client = new Client();

    private final List<LoadLine> lines = new CopyOnWriteArrayList<>();
    private final Map<UUID, Set<UUID>> audiences = new HashMap<>();
    private final List<Duration> recoveries = new ArrayList<>();
    private final List<Hit> hits = new ArrayList<>();
    private @Nullable Verdict verdict;

    Trial(FaultStage stage, long seed) {
        super(stage, new Random(seed));
        this.seed = seed;
    }

    // The load

    /** A message to go now, with a key of its own. */
    Client.Answer send(Tenant tenant, UUID customer) {
        return send(stage.apiAddress(), tenant, customer, "single-" + UUID.randomUUID());
    }

    /** One that waits for its time. @return null where no answer came */
    @Nullable
    UUID schedule(Tenant tenant, UUID customer, Instant at) {
        String key = "scheduled-" + UUID.randomUUID();
        String body = """
                {"customer_id": "%s", "message_type": "transactional", "content": "Your table is free", "scheduled_at": "%s"}""".formatted(customer, at);
        return note(
                tenant,
                LoadLine.Kind.MESSAGE,
                key,
                call(stage.apiAddress(), tenant, "/v1/messages/schedule", body, key));
    }

    /** A promotional message that a worker sends in a second, if it may go. */
    void promote(Tenant tenant, UUID customer) {
        String key = "promotion-" + UUID.randomUUID();
        String body = """
                {"customer_id": "%s", "message_type": "promotional", "content": "News for you", "scheduled_at": "%s"}""".formatted(customer, Instant.now().plusSeconds(1));
        note(tenant, LoadLine.Kind.MESSAGE, key, call(stage.apiAddress(), tenant, "/v1/messages/schedule", body, key));
    }

    Client.Answer send(URI door, Tenant tenant, UUID customer, String key) {
        Client.Answer answer = call(door, tenant, "/v1/messages/send", body(customer, "The parcel is here"), key);
        note(tenant, LoadLine.Kind.MESSAGE, key, answer);
        return answer;
    }

    static String body(UUID customer, String text) {
        return """
                {"customer_id": "%s", "message_type": "transactional", "content": "%s"}""".formatted(customer, text);
    }

    Client.Answer call(URI door, Tenant tenant, String path, String body, String key) {
        return client.post(
                door.resolve(path),
                "application/json",
                body,
                Map.of("Authorization", "Bearer " + tenant.apiKey(), "Idempotency-Key", key));
    }

    /** A broadcast to all of the tenant's customers. */
    UUID broadcast(Tenant tenant) {
        return broadcast(tenant, """
                "message_type": "promotional", "content": "News for all\"""");
    }

    /** @param says the fields of what it says */
    UUID broadcast(Tenant tenant, String says) {
        String key = "broadcast-" + UUID.randomUUID();
        Client.Answer answer = call(stage.apiAddress(), tenant, "/v1/broadcasts", """
                {"name": "%s", %s, "start": true, "recipient_criteria": {"all": []}}""".formatted(key, says), key);
        UUID id = note(tenant, LoadLine.Kind.BROADCAST, key, answer);
        if (id == null) {
            throw new IllegalStateException("no broadcast: " + answer);
        }
        audiences.put(
                id,
                sql()
                        .sql("select id from customer where tenant_id = :tenant")
                        .param("tenant", tenant.id())
                        .query(UUID.class)
                        .stream()
                        .collect(toSet()));
        return id;
    }

    void cancel(Tenant tenant, UUID broadcast) {
        call(stage.apiAddress(), tenant, "/v1/broadcasts/" + broadcast + "/cancel", "{}", "cancel-" + broadcast);
    }

    @Nullable
    UUID note(Tenant tenant, LoadLine.Kind kind, String key, Client.Answer answer) {
        String field = kind == LoadLine.Kind.MESSAGE ? "message_id" : "id";
        String id = answer.json().path(field).asString("");
        UUID known = id.isEmpty() ? null : UUID.fromString(id);
        lines.add(new LoadLine(seed, tenant.id(), kind, key, answer.status(), known));
        return known;
    }

    /** Callers that send one message after the other to the tenant's customers until told to stop. */
    Load load(Tenant tenant, int callers) {
        return new Load(this, tenant, callers);
    }

    // What came of it

    /** Every POST of this trial's messages, oldest first. */
    List<Post> posts() {
        return received().stream().map(Post::of).toList();
    }

    /** From the call to the POST at the provider, once all have ended; an hour for what was not posted. */
    List<Duration> untilPosted(List<FixedRate.Call> calls) {
        Map<String, Instant> posted = new HashMap<>();
        received().forEach(post -> posted.putIfAbsent(Post.of(post).message().toString(), post.time()));
        return calls.stream()
                .map(call -> {
                    String message = call.answer().json().path("message_id").asString("");
                    return Duration.between(
                            call.at(), posted.getOrDefault(message, call.at().plus(Duration.ofHours(1))));
                })
                .toList();
    }

    StatusCallback callback(Tenant tenant, ReceivedMessage message, String status) {
        return new StatusCallback(tenant, URI.create(String.valueOf(message.statusCallback())), message.sid(), status);
    }

    /** Remembers what was hit: how long each then took to change is the recovery. */
    void settledAfter(Instant hit, Collection<UUID> messages) {
        messages.forEach(message -> hits.add(new Hit(hit, message)));
    }

    private record Hit(Instant at, UUID message) {
        /** A line of the audit after the hit, by the ledger's own times. */
        Duration settled(JdbcClient sql) {
            Double seconds = sql.sql("""
                            select extract(epoch from min(at) - :hit)::float8 from message_event
                            where message_id = :id and at > :hit""")
                    .param("hit", at.atOffset(ZoneOffset.UTC))
                    .param("id", message)
                    .query(Double.class)
                    .optional()
                    .orElse(null);
            return seconds == null ? Duration.ZERO : Duration.ofMillis(Math.round(1000 * seconds));
        }
    }

    /** Until nothing of this trial is pending: neither waiting nor under way nor unknown. Broadcasts included. */
    boolean allEnd(Duration limit) {
        return within(
                limit,
                () -> messages("status = 'pending'") == 0
                        && audiences.keySet().stream().noneMatch(this::runs));
    }

    // What it was to be

    void recovered(Duration took) {
        recoveries.add(took);
    }

    /** Nothing where nothing was hit, which is a mark of its own. */
    Duration recoveryP95() {
        return recoveries.isEmpty() ? Duration.ZERO : p95(recoveries);
    }

    /** Asks the ledger checker, and takes down as marks what must never be. */
    Verdict verdict() {
        return verdictWith(Set.of());
    }

    /** @param forgiven messages of which only the last POST is looked at: that there were more is judged elsewhere */
    Verdict verdictWith(Collection<UUID> forgiven) {
        Map<UUID, Post> last = new HashMap<>();
        posts().forEach(post -> last.put(post.message(), post));
        List<Post> posts = posts().stream()
                .filter(post -> !forgiven.contains(post.message()) || post.equals(last.get(post.message())))
                .toList();
        var evidence = new Evidence(seed, List.copyOf(lines), audiences, posts, ledger(), List.of());
        Verdict found = LedgerChecker.check(evidence);
        hits.forEach(hit -> recoveries.add(hit.settled(sql())));
        verdict = found;
        System.out.println("  " + found);
        List<String> violations = found.violations().found();
        mark(CHECKER, violations.isEmpty() ? "in order" : violations.toString(), "in order", violations.isEmpty());
        none("unknown after T", found.unknown().size());
        return found;
    }

    private LedgerState ledger() {
        try (var connection = stage.superuserConnection()) {
            return LedgerState.read(connection, tenantIds());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the table shows of it. */
    Outcome outcome(Scenario scenario, Duration took) {
        String recovery = recoveries.isEmpty()
                ? "–"
                : "p50 " + seconds(recoveries.stream().sorted().toList().get((recoveries.size() - 1) / 2)) + ", p95 "
                        + seconds(recoveryP95()) + ", max "
                        + seconds(recoveries.stream().sorted().toList().getLast()) + " (" + recoveries.size() + ")";
        return new Outcome(scenario, seed, verdict, recovery, marks(), took, List.copyOf(lines), received());
    }
}
