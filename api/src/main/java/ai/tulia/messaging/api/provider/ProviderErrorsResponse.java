package ai.tulia.messaging.api.provider;

import java.util.List;

/** All of them. */
record ProviderErrorsResponse(List<ProviderErrorResponse> items) {}
