package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.bench.stage.Callers;
import ai.tulia.messaging.bench.stage.StatusCallback;
import ai.tulia.messaging.bench.stage.Tenant;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import ai.tulia.messaging.twiliosimulator.ReceivedMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** R10: each callback comes several times at once. */
final class RepeatedCallbacks implements Scenario {
    private static final int MESSAGES = 40;
    private static final int AT_ONCE = 5;
    private static final List<String> STATUSES = List.of("sent", "delivered", "read");
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(1);

    @Override
    public String id() {
        return "R10";
    }

    @Override
    public String what() {
        return "%d sent messages; each of their callbacks (%s) 1 to 5 times, %d in parallel"
                .formatted(MESSAGES, String.join(", ", STATUSES), AT_ONCE);
    }

    @Override
    public void run(Trial trial) {
        Tenant tenant = trial.tenant(MESSAGES);
        trial.stage
                .simulator()
                .faults(List.of(FaultRule.of(FaultMode.CALLBACK_LOST).forAccount(tenant.account())));
        Callers.perSecond(8, MESSAGES, n -> trial.send(tenant, tenant.customer(n)));
        trial.allEnd(Duration.ofMinutes(1));
        var callbacks = new ArrayList<StatusCallback>();
        for (ReceivedMessage message : trial.taken(tenant)) {
            for (String status : STATUSES) {
                var callback = trial.callback(tenant, message, status);
                callbacks.addAll(Collections.nCopies(1 + trial.random.nextInt(5), callback));
            }
        }
        var answers = new CopyOnWriteArrayList<Client.Answer>();
        Callers.perSecond(AT_ONCE, callbacks.size(), n -> answers.add(trial.client.post(callbacks.get(n))));
        Trial.within(Duration.ofMinutes(1), () -> trial.messages("state <> 'READ'") == 0);
        trial.verdict();
        trial.all(
                "callbacks answered 2xx", answers.stream().filter(Load::isTaken).count(), callbacks.size());
        trial.atMost(
                "longest answer",
                answers.stream()
                        .map(Client.Answer::took)
                        .max(Duration::compareTo)
                        .orElseThrow(),
                ANSWERED_WITHIN);
        trial.all(
                "messages changed once a status",
                trial.messagesThat("true").stream()
                        .filter(message -> changedOnce(trial, message))
                        .count(),
                MESSAGES);
    }

    private static boolean changedOnce(Trial trial, UUID message) {
        List<String> events = trial.events(message);
        return List.of("provider_accepted", "read_confirmed").stream()
                        .allMatch(kind -> Collections.frequency(events, kind) == 1)
                // Where both came in one batch, read says delivered, too.
                && Collections.frequency(events, "delivery_confirmed") <= 1;
    }
}
