package ai.tulia.messaging.api.customer;

import java.util.List;

/**
 * What counts now, and how it came about.
 *
 * @param history oldest first; the latest 1,000 entries
 */
record ConsentsResponse(List<ConsentResponse> items, List<RecordedConsentResponse> history) {}
