/** What the provider's words mean. */
@NullMarked
package ai.tulia.messaging.api.provider;

import org.jspecify.annotations.NullMarked;
