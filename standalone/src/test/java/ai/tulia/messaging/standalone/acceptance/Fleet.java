package ai.tulia.messaging.standalone.acceptance;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import ai.tulia.messaging.standalone.checker.Evidence;
import ai.tulia.messaging.standalone.checker.LedgerChecker;
import ai.tulia.messaging.standalone.checker.LedgerState;
import ai.tulia.messaging.standalone.checker.LoadLine;
import ai.tulia.messaging.standalone.checker.Post;
import ai.tulia.messaging.standalone.checker.Stop;
import ai.tulia.messaging.standalone.checker.Verdict;
import ai.tulia.messaging.twiliosimulator.ReceivedRequest;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tenants with customers of their own and one sender that only they share, and a load driver that notes every request it
 * makes for them. What came of it, the ledger checker says.
 */
final class Fleet {
    private final AcceptanceStack stack;
    private final long seed;
    private final String sender;
    private final List<Shop> shops;
    private final List<LoadLine> lines = new CopyOnWriteArrayList<>();
    private final Map<UUID, Set<UUID>> audiences = new ConcurrentHashMap<>();
    private final Map<UUID, Stop> stops = new HashMap<>();
    private final List<Stop> allStops = new ArrayList<>();

    /** @param dailyLimit of each tenant; null = unlimited */
    Fleet(AcceptanceStack stack, long seed, int tenants, int customersEach, Integer dailyLimit) {
        this.stack = stack;
        this.seed = seed;
        this.sender =
                "whatsapp:+1415" + (3_000_000 + Math.floorMod(UUID.randomUUID().getMostSignificantBits(), 999_999));
        this.shops = IntStream.range(0, tenants)
                .mapToObj(i -> new Shop(stack, dailyLimit))
                .toList();
        stack.ledger().execute("update sender set address = '" + sender + "' where tenant_id in (" + tenants() + ")");
        stack.ledger()
                .execute("insert into customer (tenant_id, id, phone_number, name, created_at, updated_at)"
                        + " select tenant_id, gen_random_uuid(), '+1416' || 2000000 + i, 'Guest', now(), now()"
                        + " from tenant, generate_series(1, " + customersEach + ") i where tenant_id in (" + tenants()
                        + ")");
        stack.ledger()
                .execute("insert into consent (tenant_id, customer_id, channel, type, state, recorded_at)"
                        + " select tenant_id, id, 'whatsapp', 'promotional', 'granted', now() from customer"
                        + " where tenant_id in (" + tenants() + ")");
    }

    List<Shop> shops() {
        return shops;
    }

    private String tenants() {
        return shops.stream().map(shop -> "'" + shop.id() + "'").collect(joining(", "));
    }

    /** Messages a second for all of them together, from the next chunks on. */
    Fleet rateLimit(int perSecond) {
        stack.ledger()
                .execute("insert into sender_pace (sender, messages_per_second) values ('" + sender + "', " + perSecond
                        + ") on conflict (sender) do update set messages_per_second = excluded.messages_per_second");
        return this;
    }

    /** Another's tenants post through this one's sender from now on. */
    Fleet sharingItsSenderWith(Fleet other) {
        stack.ledger()
                .execute("update sender set address = '" + sender + "' where tenant_id in (" + other.tenants() + ")");
        return this;
    }

    /** A broadcast to all customers of each tenant, through the REST API. */
    void broadcastToEveryone() {
        for (Shop shop : shops) {
            broadcast(shop, Map.of());
        }
    }

    /** To all customers of the tenant. @param more fields of the request */
    UUID broadcast(Shop shop, Map<String, Object> more) {
        return broadcast(shop, Map.of("recipient_criteria", Map.of("all", List.of())), customers(shop), more);
    }

    /** To some of them. @param type of its messages */
    UUID broadcastTo(Shop shop, int customers, String type) {
        List<UUID> some = customers(shop).limit(customers).toList();
        return broadcast(shop, Map.of("customer_ids", some), some.stream(), Map.of("message_type", type));
    }

    private UUID broadcast(Shop shop, Map<String, Object> to, Stream<UUID> audience, Map<String, Object> more) {
        String key = "broadcast-" + lines.size();
        var body = new HashMap<String, Object>(
                Map.of("name", key, "message_type", "promotional", "content", "News for all", "start", true));
        body.putAll(to);
        body.putAll(more);
        Answer answer = shop.post("/v1/broadcasts", body);
        UUID id = UUID.fromString(answer.expect(201).text("id"));
        lines.add(new LoadLine(seed, shop.id(), LoadLine.Kind.BROADCAST, key, answer.status(), id));
        audiences.put(id, audience.collect(toSet()));
        return id;
    }

    List<UUID> broadcastsOf(Shop shop) {
        return lines.stream()
                .filter(line ->
                        line.kind() == LoadLine.Kind.BROADCAST && line.tenant().equals(shop.id()))
                .map(LoadLine::id)
                .toList();
    }

    /** A single promotional message, refused over the limit. */
    Answer single(Shop shop, UUID customer) {
        String key = "single-" + UUID.randomUUID();
        Answer answer = shop.post(
                "/v1/messages/send",
                Map.of("customer_id", customer, "message_type", "promotional", "content", "Just for you"),
                "Idempotency-Key",
                key);
        String id = answer.text("message_id");
        lines.add(new LoadLine(
                seed,
                shop.id(),
                LoadLine.Kind.MESSAGE,
                key,
                answer.status(),
                id.isEmpty() ? null : UUID.fromString(id)));
        return answer;
    }

    Stream<UUID> customers(Shop shop) {
        String ids = stack.ledger()
                .queryText("select string_agg(id::text, ',') from customer where tenant_id = '" + shop.id() + "'");
        return Stream.of(ids.split(",")).map(UUID::fromString);
    }

    /** @param word pause, resume or cancel; what is answered to be stopped is held to it. @return the status answered */
    String steer(Shop shop, UUID broadcast, String word) {
        Instant before = Instant.now();
        Answer answer = shop.post("/v1/broadcasts/" + broadcast + "/" + word, Map.of());
        if (answer.status() == 409) {
            return answer.text("broadcast_status");
        }
        String status = answer.expect(200).text("status");
        if (word.equals("resume")) {
            Stop stop = stops.remove(broadcast);
            if (stop != null) {
                allStops.add(new Stop(broadcast, stop.answer(), stop.begun(), before));
            }
        } else if (!stops.containsKey(broadcast) || word.equals("cancel")) {
            try (var connection = stack.ledger().connect()) {
                stops.put(broadcast, new Stop(broadcast, status, LedgerState.begun(connection, broadcast), null));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
        return status;
    }

    /** How many of all messages are in such a state. */
    long messages(String condition) {
        return Long.parseLong(stack.ledger()
                .queryText(
                        "select count(*) from message where tenant_id in (" + tenants() + ") and (" + condition + ")"));
    }

    long broadcasts(String condition) {
        return Long.parseLong(stack.ledger()
                .queryText("select count(*) from broadcast where tenant_id in (" + tenants() + ") and (" + condition
                        + ")"));
    }

    /** Broadcasts that run and have anything left to do but to settle what is unknown. */
    long busy() {
        return Long.parseLong(stack.ledger()
                .queryText("select count(*) from broadcast b join broadcast_snapshot s"
                        + " on s.tenant_id = b.tenant_id and s.broadcast_id = b.id"
                        + " left join lateral (select count(*) filter (where m.state <> 'UNKNOWN') as open,"
                        + " count(*) as pending from message m where m.tenant_id = b.tenant_id"
                        + " and m.broadcast_id = b.id and m.status = 'pending') m on true"
                        + " where b.tenant_id in (" + tenants()
                        + ") and b.status = 'running' and (not s.done or m.open > 0 or m.pending = 0)"));
    }

    /** What is under way at a moment, such as that of a kill. */
    record Recovery(Instant from, String messages) {}

    Recovery recovery() {
        Instant now = Instant.now();
        return new Recovery(
                now,
                stack.ledger()
                        .queryText("select coalesce(string_agg(id::text, ','), '') from message where tenant_id in ("
                                + tenants() + ") and state = 'SENDING'"));
    }

    /** How long until the last of these was SENDING no more; what an UNKNOWN one became later is another matter. */
    Duration took(Recovery recovery) {
        String seconds = stack.ledger()
                .queryText("select coalesce(extract(epoch from max(settled) - timestamptz '" + recovery.from()
                        + "'), 0) from (select min(at) as settled from message_event where kind <> 'attempt_started'"
                        + " and at > timestamptz '" + recovery.from()
                        + "' and message_id::text = any (string_to_array('" + recovery.messages()
                        + "', ',')) group by message_id) outcome");
        return Duration.ofMillis(Math.max(0, Math.round(1000 * Double.parseDouble(seconds))));
    }

    /** Of this fleet's tenants: other tests' messages may pass the same provider. */
    List<Post> posts(Supplier<List<ReceivedRequest>> record) {
        Set<String> accounts = shops.stream().map(Shop::account).collect(toSet());
        return record.get().stream()
                .filter(request -> accounts.contains(request.accountSid()))
                .map(Post::of)
                .toList();
    }

    /** Prints seed and sets. */
    Verdict verdict(Supplier<List<ReceivedRequest>> record) {
        List<Post> posts = posts(record);
        allStops.addAll(stops.values());
        stops.clear();
        try (var connection = stack.ledger().connect()) {
            LedgerState ledger =
                    LedgerState.read(connection, shops.stream().map(Shop::id).collect(Collectors.toList()));
            Verdict verdict = LedgerChecker.check(new Evidence(seed, lines, audiences, posts, ledger, allStops));
            System.out.println(verdict);
            return verdict;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
