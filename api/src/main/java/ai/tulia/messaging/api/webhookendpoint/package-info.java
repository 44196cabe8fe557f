/** The endpoints at which tenants want to hear of what happens. */
@NullMarked
package ai.tulia.messaging.api.webhookendpoint;

import org.jspecify.annotations.NullMarked;
