@NullMarked
package ai.tulia.messaging.worker.upkeep;

import org.jspecify.annotations.NullMarked;
