package ai.tulia.messaging.store.tenant;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a change of a tenant says in the audit log: which fields, and of those that are words or numbers of ours the value. */
final class TenantChanges {
    private TenantChanges() {}

    /** Empty when nothing is another. */
    static Map<String, Object> detail(TenantProfile before, TenantProfile after) {
        List<String> fields = new ArrayList<>();
        note(fields, "name", before.name(), after.name());
        note(fields, "tier", before.tier(), after.tier());
        note(fields, "time_zone", before.timeZone(), after.timeZone());
        note(fields, "quiet_hours", before.quietHours(), after.quietHours());
        note(fields, "senders", before.senders(), after.senders());
        note(fields, "notify_email", before.notifyEmail(), after.notifyEmail());
        note(fields, "flags", before.flags(), after.flags());
        note(fields, "unknown_policy", before.unknownPolicy(), after.unknownPolicy());
        note(fields, "retention", before.retention(), after.retention());
        note(fields, "request_limits", before.requestLimits(), after.requestLimits());
        if (fields.isEmpty()) {
            return Map.of();
        }
        var detail = new LinkedHashMap<String, Object>();
        detail.put("fields", fields);
        if (fields.contains("tier")) {
            detail.put("tier", after.tier());
        }
        if (fields.contains("unknown_policy")) {
            detail.put("unknown_policy", after.unknownPolicy().code());
        }
        return detail;
    }

    private static void note(List<String> fields, String field, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            fields.add(field);
        }
    }
}
