@NullMarked
package ai.tulia.messaging.domain.retention;

import org.jspecify.annotations.NullMarked;
