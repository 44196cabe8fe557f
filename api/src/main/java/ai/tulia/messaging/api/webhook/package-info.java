/** What the provider posts to us. No API key: its signature says who it is. */
@NullMarked
package ai.tulia.messaging.api.webhook;

import org.jspecify.annotations.NullMarked;
