/** Which addresses outside a worker may connect to where somebody else names them. */
@NullMarked
package ai.tulia.messaging.worker.network;

import org.jspecify.annotations.NullMarked;
