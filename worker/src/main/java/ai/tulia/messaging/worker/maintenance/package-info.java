@NullMarked
package ai.tulia.messaging.worker.maintenance;

import org.jspecify.annotations.NullMarked;
