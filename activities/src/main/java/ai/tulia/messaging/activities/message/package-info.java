@NullMarked
package ai.tulia.messaging.activities.message;

import org.jspecify.annotations.NullMarked;
