package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.activities.dispatch.Attempt;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What came of taking a group of due messages.
 *
 * @param running whether the broadcast still ran
 * @param taken how many were due and not another lane's
 * @param decided how many changed: held, ended or committed as SENDING
 * @param held whether some stay as they are, though due, because nobody can say whether they may go
 * @param attempts those committed as SENDING: their POSTs may go out, this once
 * @param ended those that ended without having been handed over: they take no place, and no longer wait for one
 * @param blockedBy why none of them may leave although their time has come: the tenant's own fault; null = nothing
 */
record Group(
        boolean running,
        int taken,
        int decided,
        boolean held,
        List<Attempt> attempts,
        List<UUID> ended,
        @Nullable String blockedBy) {
    static final Group STOPPED = new Group(false, 0, 0, false, List.of(), List.of(), null);
}
