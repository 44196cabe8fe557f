@NullMarked
package ai.tulia.messaging.activities.clock;

import org.jspecify.annotations.NullMarked;
