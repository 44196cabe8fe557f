/** What the provider posted about messages, stored as it came. */
@NullMarked
package ai.tulia.messaging.store.callback;

import org.jspecify.annotations.NullMarked;
