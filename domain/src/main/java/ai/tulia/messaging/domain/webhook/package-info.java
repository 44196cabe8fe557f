/** What tenants are told by webhook, and how often it is tried. */
@NullMarked
package ai.tulia.messaging.domain.webhook;

import org.jspecify.annotations.NullMarked;
