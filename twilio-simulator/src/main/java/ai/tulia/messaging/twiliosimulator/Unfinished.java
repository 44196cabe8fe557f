package ai.tulia.messaging.twiliosimulator;

import java.util.HashMap;
import java.util.Map;

/** The messages whose course an earlier run did not see to its end. */
final class Unfinished {
    private final Map<String, DeliveryPlan> plans = new HashMap<>();

    void note(JournalEntry entry) {
        switch (entry) {
            case JournalEntry.Posted(ReceivedRequest request, ReceivedMessage message, Integer code)
            when message != null -> plans.put(message.sid(), DeliveryPlan.of(request.fault(), code));
            case JournalEntry.StatusChanged changed when changed.status().isFinal() -> plans.remove(changed.sid());
            case JournalEntry.MessagesCleared _ -> plans.clear();
            default -> {}
        }
    }

    void resume(MessageBook messages, Deliveries deliveries) {
        plans.forEach((sid, plan) -> {
            ReceivedMessage message = messages.find(sid);
            if (message != null) {
                deliveries.start(message, plan);
            }
        });
    }
}
