@NullMarked
package ai.tulia.messaging.domain.criteria;

import org.jspecify.annotations.NullMarked;
