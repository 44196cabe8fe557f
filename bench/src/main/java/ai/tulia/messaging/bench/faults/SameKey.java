package ai.tulia.messaging.bench.faults;

import static java.util.stream.Collectors.toSet;

import ai.tulia.messaging.bench.stage.Callers;
import ai.tulia.messaging.bench.stage.Tenant;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** R13: one Idempotency-Key for many requests. */
final class SameKey implements Scenario {
    static final String ONE_MESSAGE = "keys with one message";

    private static final int KEYS = 5;
    private static final int AT_ONCE = 50;

    @Override
    public String id() {
        return "R13";
    }

    @Override
    public String what() {
        return ("%d keys: each sent %d times at once with one body; then again; then with another body; then by another"
                        + " tenant; then once more when they are 25 h old, by SQL")
                .formatted(KEYS, AT_ONCE);
    }

    @Override
    public void run(Trial trial) {
        Tenant tenant = trial.tenant(KEYS);
        Tenant other = trial.tenant(KEYS);
        int oneMessage = 0;
        int sameAnswer = 0;
        int refused = 0;
        int independent = 0;
        Set<String> first = new HashSet<>();
        Set<Integer> codes = new HashSet<>();
        for (int i = 0; i < KEYS; i++) {
            String key = "one-key-" + i;
            UUID customer = tenant.customer(i);
            List<Client.Answer> answers = new CopyOnWriteArrayList<>();
            Callers.perSecond(
                    AT_ONCE, AT_ONCE, n -> answers.add(trial.send(trial.stage.apiAddress(), tenant, customer, key)));
            answers.forEach(answer -> codes.add(answer.status()));
            Set<String> messages =
                    answers.stream().filter(Load::isTaken).map(SameKey::message).collect(toSet());
            first.addAll(messages);
            oneMessage += messages.size() == 1 ? 1 : 0;
            Client.Answer again = trial.send(trial.stage.apiAddress(), tenant, customer, key);
            sameAnswer += Load.isTaken(again) && messages.contains(message(again)) ? 1 : 0;
            refused += trial.call(
                                            trial.stage.apiAddress(),
                                            tenant,
                                            "/v1/messages/send",
                                            Trial.body(customer, "Another text"),
                                            key)
                                    .status()
                            == 422
                    ? 1
                    : 0;
            Client.Answer theirs = trial.send(trial.stage.apiAddress(), other, other.customer(i), key);
            independent += Load.isTaken(theirs) && !messages.contains(message(theirs)) ? 1 : 0;
        }
        trial.sql()
                .sql(
                        "update idempotency_key set created_at = created_at - interval '25 hours' where tenant_id = :tenant")
                .param("tenant", tenant.id())
                .update();
        int anew = 0;
        for (int i = 0; i < KEYS; i++) {
            Client.Answer answer = trial.send(trial.stage.apiAddress(), tenant, tenant.customer(i), "one-key-" + i);
            anew += Load.isTaken(answer) && !first.contains(message(answer)) ? 1 : 0;
        }
        trial.allEnd(Duration.ofMinutes(1));
        trial.verdict();
        trial.mark(
                "codes of " + AT_ONCE + " at once",
                codes.toString(),
                "2xx, or 409 while one is under way",
                codes.stream().allMatch(code -> code / 100 == 2 || code == 409));
        trial.all(ONE_MESSAGE, oneMessage, KEYS);
        trial.all("the same answer later", sameAnswer, KEYS);
        trial.all("422 for another body", refused, KEYS);
        trial.all("another tenant's own message", independent, KEYS);
        trial.all("a new message after 25 h", anew, KEYS);
        trial.equal("messages, and those that there should be", trial.messages("true"), 3L * KEYS);
    }

    private static String message(Client.Answer answer) {
        return answer.json().path("message_id").asString("");
    }
}
