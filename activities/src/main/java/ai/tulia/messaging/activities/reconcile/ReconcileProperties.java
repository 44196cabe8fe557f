package ai.tulia.messaging.activities.reconcile;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When the provider is asked.
 *
 * @param reconcileAfter how long after it ended an attempt without a usable answer is first looked for
 * @param unknownPolicyAfter how long after it ended the tenant's policy decides on one without a trace
 * @param unknownNoticeAfter how long after it ended the tenant is told that one is still unknown
 * @param receiptAfter how long after it was taken a message without a receipt is asked for
 * @param listInboundAfter how long after the last time what customers wrote is asked for again
 */
@ConfigurationProperties("tulia")
public record ReconcileProperties(
        @DefaultValue("PT2M") Duration reconcileAfter,
        @DefaultValue("PT15M") Duration unknownPolicyAfter,
        @DefaultValue("PT1H") Duration unknownNoticeAfter,
        @DefaultValue("PT15M") Duration receiptAfter,
        @DefaultValue("PT15M") Duration listInboundAfter) {}
