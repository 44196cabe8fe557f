@NullMarked
package ai.tulia.messaging.domain.message;

import org.jspecify.annotations.NullMarked;
