/** What requests for messages and broadcasts have in common: their text, its values, their time. */
@NullMarked
package ai.tulia.messaging.api.requestfields;

import org.jspecify.annotations.NullMarked;
