package ai.tulia.messaging.worker.notice;

import ai.tulia.messaging.store.notice.NoticeToSend;
import java.time.Instant;

/** A way to tell a tenant. */
interface NoticeChannel {
    /** The word in the ledger. */
    String code();

    boolean reaches(NoticeToSend notice);

    /** @throws DeliveryException when it did not arrive, as far as we know */
    void send(NoticeToSend notice, Instant now);
}
