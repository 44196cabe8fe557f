/** What customers wrote, and what a person decides about it. */
@NullMarked
package ai.tulia.messaging.api.conversation;

import org.jspecify.annotations.NullMarked;
