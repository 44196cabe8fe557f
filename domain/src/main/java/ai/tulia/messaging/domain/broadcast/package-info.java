@NullMarked
package ai.tulia.messaging.domain.broadcast;

import org.jspecify.annotations.NullMarked;
