@NullMarked
package ai.tulia.messaging.domain.delivery;

import org.jspecify.annotations.NullMarked;
