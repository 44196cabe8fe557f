@NullMarked
package ai.tulia.messaging.worker.temporal;

import org.jspecify.annotations.NullMarked;
