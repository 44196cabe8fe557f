/** Delivers what the outbox holds to the tenants' webhook endpoints. */
@NullMarked
package ai.tulia.messaging.worker.webhook;

import org.jspecify.annotations.NullMarked;
