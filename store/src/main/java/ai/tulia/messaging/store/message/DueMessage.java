package ai.tulia.messaging.store.message;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message of a broadcast whose time has come, with the facts of its recipient as they are now. Its row is locked until
 * the transaction ends.
 *
 * @param phoneNumber E.164
 * @param body its text where it was rendered before; null otherwise
 * @param attributes the recipient's, those given with the list first
 */
public record DueMessage(
        DispatchRow row,
        CustomerFacts customer,
        String phoneNumber,
        @Nullable String body,
        Map<String, Object> attributes) {
    @Override
    public String toString() {
        return "DueMessage[" + row.ref() + "]";
    }
}
