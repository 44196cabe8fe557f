@NullMarked
package ai.tulia.messaging.api.broadcast;

import org.jspecify.annotations.NullMarked;
