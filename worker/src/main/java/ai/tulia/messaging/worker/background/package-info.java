/** How jobs that take their time run. */
@NullMarked
package ai.tulia.messaging.worker.background;

import org.jspecify.annotations.NullMarked;
