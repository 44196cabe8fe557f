@NullMarked
package ai.tulia.messaging.domain.quota;

import org.jspecify.annotations.NullMarked;
