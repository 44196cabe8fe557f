package ai.tulia.messaging.domain.delivery;

import java.time.Instant;

/** What a {@link DeliveryReport} makes of an attempt. */
public sealed interface DeliveryVerdict {
    /** The provider has it. */
    record Accepted() implements DeliveryVerdict {}

    record Delivered() implements DeliveryVerdict {}

    record Read() implements DeliveryVerdict {}

    /** Not delivered, for a reason that passes: a new attempt from then on. */
    record Retry(String code, Instant until) implements DeliveryVerdict {}

    /**
     * Not delivered, for good.
     *
     * @param handedOver whether the provider had sent it on
     */
    record Failed(String code, ProviderError error, boolean handedOver) implements DeliveryVerdict {
        /** What happened and what to fix, for a tenant. */
        public String advice() {
            return error.meaning() + " " + error.advice();
        }
    }

    /** A word that says nothing about an attempt, or one that we do not know. */
    record Nothing() implements DeliveryVerdict {}
}
