package ai.tulia.messaging.twiliosimulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * One POST to the Messages API, whatever became of it.
 *
 * @param form the fields as sent, in their order; a repeated field has several values
 * @param status the HTTP status answered, null when the rules left the POST without an answer
 * @param accepted true when the POST made a message, even if the answer did not say so
 * @param sid the message made or changed
 * @param fault the rule's mode that met this POST
 */
public record ReceivedRequest(
        Instant time,
        String method,
        String path,
        @Nullable String accountSid,
        @Nullable String to,
        @JsonSerialize(contentUsing = FieldValuesJson.class) Map<String, List<String>> form,
        @Nullable Integer status,
        boolean accepted,
        @Nullable String sid,
        @Nullable FaultMode fault) {

    /** The first value of a form field, null when it was not sent. */
    public @Nullable String field(String name) {
        List<String> values = form.get(name);
        return values == null || values.isEmpty() ? null : values.getFirst();
    }
}
