package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.StopReason;
import ai.tulia.messaging.domain.message.MessageRef;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/** How a message ends about which nothing can be decided: alone, for the others of its batch to go on. */
public final class Undecidable {
    private Undecidable() {}

    /** Its validity comes first: what is late ends as late, whatever else is wrong with it. */
    public static Transition end(MessageRef ref, Instant expiresAt, Instant now, RuntimeException fault) {
        return now.isBefore(expiresAt)
                ? new Transition.Undispatchable(ref, code(fault), advice(fault))
                : new Transition.Stopped(ref, new DispatchDecision.Stop(StopReason.VALIDITY_ENDED, List.of()));
    }

    static String code(RuntimeException fault) {
        return fault instanceof DateTimeException ? "unknown_time_zone" : "undecidable";
    }

    private static String advice(RuntimeException fault) {
        return fault instanceof DateTimeException
                ? "give the customer, and the tenant, a time zone of the IANA database"
                : "the message's text or its customer's data cannot be processed; correct them and send a new message";
    }
}
