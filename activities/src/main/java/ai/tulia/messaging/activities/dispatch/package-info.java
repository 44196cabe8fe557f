@NullMarked
package ai.tulia.messaging.activities.dispatch;

import org.jspecify.annotations.NullMarked;
