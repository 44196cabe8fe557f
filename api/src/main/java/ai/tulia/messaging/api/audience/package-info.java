@NullMarked
package ai.tulia.messaging.api.audience;

import org.jspecify.annotations.NullMarked;
