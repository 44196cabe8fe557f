/** Webhooks out: endpoints of tenants, the outbox of their events, and what was tried. */
@NullMarked
package ai.tulia.messaging.store.webhook;

import org.jspecify.annotations.NullMarked;
