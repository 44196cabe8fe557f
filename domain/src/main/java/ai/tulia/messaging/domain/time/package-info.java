@NullMarked
package ai.tulia.messaging.domain.time;

import org.jspecify.annotations.NullMarked;
