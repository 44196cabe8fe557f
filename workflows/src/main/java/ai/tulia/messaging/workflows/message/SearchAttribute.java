package ai.tulia.messaging.workflows.message;

import io.temporal.common.SearchAttributeKey;
import java.util.List;

/** What an operator can list and cancel by. Ids and words only: search attributes are stored in the clear. */
public final class SearchAttribute {
    public static final SearchAttributeKey<String> TENANT_ID = SearchAttributeKey.forKeyword("TenantId");
    public static final SearchAttributeKey<String> MESSAGE_TYPE = SearchAttributeKey.forKeyword("MessageType");
    /** The coarse word: pending, sent, failed, canceled. */
    public static final SearchAttributeKey<String> MESSAGE_STATUS = SearchAttributeKey.forKeyword("MessageStatus");

    public static final SearchAttributeKey<String> BROADCAST_ID = SearchAttributeKey.forKeyword("BroadcastId");

    public static final List<SearchAttributeKey<String>> ALL =
            List.of(TENANT_ID, MESSAGE_TYPE, MESSAGE_STATUS, BROADCAST_ID);

    private SearchAttribute() {}
}
