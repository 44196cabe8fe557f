package ai.tulia.messaging.store.customer;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What people say about a customer.
 *
 * @param phoneNumber E.164; unique in the tenant; null = known by a WhatsApp user id alone
 * @param timeZone IANA name; null = the tenant's zone holds
 * @param attributes strings, numbers and booleans by key
 */
public record CustomerProfile(
        @Nullable String phoneNumber,
        @Nullable String name,
        @Nullable String timeZone,
        List<String> tags,
        Map<String, Object> attributes) {}
