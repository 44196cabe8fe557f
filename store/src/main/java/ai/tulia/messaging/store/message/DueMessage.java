package ai.tulia.messaging.store.message;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message of a broadcast or a batch whose time has come, with the facts of its recipient as they are now. Its row is
 * locked until
 * the transaction ends.
 *
 * @param to the recipient's number in E.164, or its user id; null = it has none, and is refused
 * @param attributes the recipient's, those given with the list first
 * @param own what it says, in a batch; null = what its broadcast says
 */
public record DueMessage(
        DispatchRow row,
        CustomerFacts customer,
        @Nullable String to,
        Map<String, Object> attributes,
        @Nullable OwnText own) {
    @Override
    public String toString() {
        return "DueMessage[" + row.ref() + "]";
    }
}
