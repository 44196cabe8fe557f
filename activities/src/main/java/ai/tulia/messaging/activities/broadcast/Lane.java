package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.domain.broadcast.BroadcastPace;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.store.broadcast.Broadcast;
import ai.tulia.messaging.store.broadcast.GroupText;
import ai.tulia.messaging.store.tenant.TenantSettings;
import java.util.concurrent.Semaphore;

/**
 * What stays the same for a whole chunk; its status and all facts are read again for each group.
 *
 * @param number counted from 0 within its broadcast
 * @param asking held by the one of its groups that asks for turns
 */
record Lane(Broadcast broadcast, int number, GroupText text, TenantSettings tenant, Semaphore asking) {
    BroadcastRef ref() {
        return broadcast.ref();
    }

    BroadcastPace pace() {
        return BroadcastPace.of(tenant.messagesPerSecond(), broadcast.maxPerSecond());
    }

    /** The lane's part that one of its groups side by side is, for what each of them does to be told apart. */
    int strand(int group) {
        return number * BroadcastPace.GROUPS_AT_ONCE + group;
    }
}
