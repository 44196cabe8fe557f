@NullMarked
package ai.tulia.messaging.workflows.broadcast;

import org.jspecify.annotations.NullMarked;
