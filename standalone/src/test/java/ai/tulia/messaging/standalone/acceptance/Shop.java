package ai.tulia.messaging.standalone.acceptance;

import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.twiliosimulator.ReceivedRequest;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;

/** A tenant of its own, made by the operator's routes, and everything a test says of it. */
final class Shop {
    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final AcceptanceStack stack;
    private final UUID id;
    private final String account;
    private final String key;
    private final List<Customer> customers = new ArrayList<>();

    /** @param dailyLimit null = unlimited */
    Shop(AcceptanceStack stack, Integer dailyLimit) {
        this.stack = stack;
        String tier = "t" + UUID.randomUUID();
        var limit = new HashMap<String, Object>();
        limit.put("daily_limit", dailyLimit);
        operator("PUT", "/v1/tiers/" + tier, limit);
        this.id = UUID.fromString(operator(
                        "POST",
                        "/v1/tenants",
                        Map.of(
                                "name",
                                "Shop",
                                "tier",
                                tier,
                                "time_zone",
                                ZONE.getId(),
                                "senders",
                                List.of(Map.of("address", "whatsapp:+14155238886", "session_rule", "off"))))
                .text("id"));
        this.account = "AC" + id.toString().replace("-", "");
        operator("PUT", "/v1/tenants/" + id + "/twilio", Map.of("account_sid", account, "auth_token", "token-" + id));
        this.key = operator("POST", "/v1/tenants/" + id + "/api-keys", Map.of()).text("key");
    }

    private Answer operator(String method, String path, Object body) {
        Answer answer = stack.http().call(method, path, AcceptanceStack.OPERATOR_KEY, body);
        return answer.expect(method.equals("POST") ? 201 : 200);
    }

    UUID id() {
        return id;
    }

    /** Of this tenant alone: by it the simulator's faults and requests are told apart. */
    String account() {
        return account;
    }

    List<Customer> customers() {
        return customers;
    }

    /** A new customer who granted these consents. */
    Customer customer(String... consents) {
        int number = NUMBER.incrementAndGet();
        String phone = "+1415" + (5_551_000 + number);
        String name = "Zenobia" + number + "quill";
        var made = post("/v1/customers", Map.of("phone_number", phone, "name", name))
                .expect(201);
        var customer = new Customer(UUID.fromString(made.text("id")), phone, name);
        customers.add(customer);
        Arrays.stream(consents).forEach(type -> consent(customer, type, "granted"));
        return customer;
    }

    void consent(Customer customer, String type, String state) {
        call("PUT", "/v1/customers/" + customer.id() + "/consents", Map.of("type", type, "state", state))
                .expect(200);
    }

    /** Quiet hours of every customer, from an hour ago until this much from now. */
    void quietFor(Duration rest) {
        LocalTime now = LocalTime.now(ZONE);
        // The operator's route takes whole minutes: seconds are arranged in the ledger.
        set("quiet_start = '" + now.minusHours(1) + "', quiet_end = '" + now.plus(rest) + "'");
    }

    private void set(String assignments) {
        stack.ledger().execute("update tenant set " + assignments + " where tenant_id = '" + id + "'");
    }

    Letter letter(String type, Customer to) {
        return new Letter(this, type, to);
    }

    Answer post(String path, Object body, String... headers) {
        return stack.http().call("POST", path, key, body, headers);
    }

    Answer get(String path) {
        return call("GET", path, null);
    }

    Answer call(String method, String path, Object body) {
        return stack.http().call(method, path, key, body);
    }

    /** The same tenant at another API process. */
    Answer postAt(Http door, String path, Object body, String... headers) {
        return door.call("POST", path, key, body, headers);
    }

    /** The same, where the answer may be none of the API's. */
    Answer postUnchecked(Http door, String path, Object body, String... headers) {
        return door.callUnchecked("POST", path, key, body, headers);
    }

    Answer message(UUID message) {
        return get("/v1/messages/" + message).expect(200);
    }

    Answer awaitState(UUID message, String state) {
        return await(message, state, found -> found.text("state").equals(state));
    }

    /** Until it waits for this reason: how far a message is when its request is answered, a crowded machine says. */
    Answer awaitWaiting(UUID message, String reason) {
        return await(
                message,
                "waiting for " + reason,
                found -> found.text("state").equals("waiting")
                        && found.text("waiting_reason").equals(reason));
    }

    Answer await(UUID message, String what, Predicate<Answer> until) {
        try {
            return org.awaitility.Awaitility.await(what + " of message " + message)
                    .atMost(AcceptanceTest.SETTLED_WITHIN)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> message(message), until);
        } catch (ConditionTimeoutException e) {
            var history = new Histories(stack).kinds(this, message);
            throw new AssertionError(
                    e.getMessage() + "\nit is " + message(message).body() + "\nTemporal: " + history, e);
        }
    }

    /** The words of what happened to it, oldest first. */
    List<String> events(UUID message) {
        return get("/v1/messages/" + message + "/events")
                .expect(200)
                .json()
                .path("items")
                .valueStream()
                .map(event -> event.path("kind").asString())
                .toList();
    }

    /** Every POST that the provider got from this tenant, oldest first. */
    List<ReceivedRequest> received() {
        return stack.simulator().requests().stream()
                .filter(request -> account.equals(request.accountSid()))
                .toList()
                .reversed();
    }

    /** Those of one message: its id rides in the callback's path. */
    List<ReceivedRequest> received(UUID message) {
        return received().stream()
                .filter(request ->
                        String.valueOf(request.field("StatusCallback")).contains(message.toString()))
                .toList();
    }

    MessageRef ref(UUID message) {
        return new MessageRef(id, message);
    }

    /** A row that was committed, and whose process died before it started the workflow. */
    UUID lostRow(Customer to, String notBefore) {
        return row(to, "'ACCEPTED', 0", notBefore, Duration.ofMinutes(1));
    }

    /** A row whose attempt was committed so long ago, by a process that died before it posted. */
    UUID lostAttempt(Customer to, Duration ago) {
        return row(to, "'SENDING', 1", "null", ago);
    }

    private UUID row(Customer to, String stateAndAttempt, String notBefore, Duration ago) {
        UUID message = UUID.randomUUID();
        String then = "now() - interval '" + ago.toSeconds() + " seconds'";
        stack.ledger()
                .execute("insert into message (tenant_id, id, customer_id, message_type, channel, status, over_limit,"
                        + " state, attempt, not_before, expires_at, body, created_at, changed_at) values ('" + id
                        + "', '" + message + "', '" + to.id()
                        + "', 'transactional', 'whatsapp', 'pending', 'REJECT', " + stateAndAttempt + ", " + notBefore
                        + ", now() + interval '1 hour', 'Found again', " + then + ", " + then + ")");
        return message;
    }

    /** As if its last attempt had been without an answer for so long. */
    void unknownFor(UUID message, Duration time) {
        stack.ledger()
                .execute("update unknown_attempt set since = now() - interval '" + time.toSeconds()
                        + " seconds', next_look_at = null where message_id = '" + message + "'");
    }

    /** The tenant's settings, by the operator's route. */
    void settings(Map<String, Object> patch) {
        operator("PATCH", "/v1/tenants/" + id, patch);
    }

    /** Adds a sender for SMS that belongs to another account at the provider. @return that account */
    String smsByAnotherAccount() {
        String other = "AC" + UUID.randomUUID().toString().replace("-", "");
        operator("PUT", "/v1/tenants/" + id + "/twilio/" + other, Map.of("auth_token", "other-" + id));
        settings(Map.of(
                "senders",
                List.of(
                        Map.of("address", "whatsapp:+14155238886", "session_rule", "off"),
                        Map.of("address", "+14155238886", "account_sid", other))));
        return other;
    }

    /** By the operator. @param step suspend or resume */
    void step(String step) {
        stack.http()
                .call("POST", "/v1/tenants/" + id + "/" + step, AcceptanceStack.OPERATOR_KEY, null)
                .expect(200);
    }

    /** As if nothing had touched the row for a minute: the sweeper leaves fresh rows alone. */
    void age(UUID message) {
        stack.ledger()
                .execute("update message set changed_at = changed_at - interval '1 minute' where id = '" + message
                        + "'");
    }
}
