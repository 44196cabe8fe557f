/** The events that tenants get by webhook, and how often one is tried. */
@NullMarked
package ai.tulia.messaging.domain.webhook;

import org.jspecify.annotations.NullMarked;
