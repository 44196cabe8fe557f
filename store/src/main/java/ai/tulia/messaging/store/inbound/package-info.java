/** What customers wrote, and what a person is to read of it. */
@NullMarked
package ai.tulia.messaging.store.inbound;

import org.jspecify.annotations.NullMarked;
