@NullMarked
package ai.tulia.messaging.worker.retention;

import org.jspecify.annotations.NullMarked;
