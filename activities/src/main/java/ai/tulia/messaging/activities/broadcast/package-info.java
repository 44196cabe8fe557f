@NullMarked
package ai.tulia.messaging.activities.broadcast;

import org.jspecify.annotations.NullMarked;
