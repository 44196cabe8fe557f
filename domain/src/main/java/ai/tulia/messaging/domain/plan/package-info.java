@NullMarked
package ai.tulia.messaging.domain.plan;

import org.jspecify.annotations.NullMarked;
