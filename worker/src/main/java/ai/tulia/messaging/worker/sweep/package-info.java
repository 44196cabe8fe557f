@NullMarked
package ai.tulia.messaging.worker.sweep;

import org.jspecify.annotations.NullMarked;
