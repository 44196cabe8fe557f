package ai.tulia.messaging.store.customer;

import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One checked row of a file. What is null or empty says nothing: it leaves an existing customer's value as it is.
 *
 * @param row its number in the file, for reports
 * @param attributes strings, numbers and booleans by key
 */
public record ImportedCustomer(
        int row,
        String phoneNumber,
        @Nullable String name,
        @Nullable String timeZone,
        List<String> tags,
        Map<String, Object> attributes,
        Map<ConsentType, ConsentState> consents) {}
