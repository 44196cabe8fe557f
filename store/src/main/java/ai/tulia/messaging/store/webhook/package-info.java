/** Webhooks out: endpoints of tenants, the outbox of what they are to be told, and what was tried. */
@NullMarked
package ai.tulia.messaging.store.webhook;

import org.jspecify.annotations.NullMarked;
