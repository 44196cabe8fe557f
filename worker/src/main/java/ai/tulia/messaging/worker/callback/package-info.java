/** Applies what the provider posted. */
@NullMarked
package ai.tulia.messaging.worker.callback;

import org.jspecify.annotations.NullMarked;
