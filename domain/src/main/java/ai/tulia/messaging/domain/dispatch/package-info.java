@NullMarked
package ai.tulia.messaging.domain.dispatch;

import org.jspecify.annotations.NullMarked;
