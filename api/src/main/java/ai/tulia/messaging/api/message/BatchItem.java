package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.requestfields.RequestedTime;
import org.jspecify.annotations.Nullable;

/** An item of a batch, looked at by itself; nothing that it names is looked up yet. */
sealed interface BatchItem {
    /** Its place in the request, from 0. */
    int index();

    /**
     * Right in itself.
     *
     * @param time null = as soon as possible
     */
    record Wanted(
            int index,
            SendCommand command,
            @Nullable RequestedTime time,
            @Nullable String dedupeKey) implements BatchItem {}

    record Wrong(int index, ApiProblem problem) implements BatchItem {}
}
