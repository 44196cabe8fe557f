@NullMarked
package ai.tulia.messaging.activities.delivery;

import org.jspecify.annotations.NullMarked;
